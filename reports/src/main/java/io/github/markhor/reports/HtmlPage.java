package io.github.markhor.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of a page: head, style sheet, and what a browser may load, which is nothing. */
final class HtmlPage {
  private static final String STYLE = resource("report.css");

  private HtmlPage() {}

  /**
   * A whole page.
   *
   * @param head further tags of the head
   * @param main what stands within main
   */
  static String of(String title, String policy, String head, String main) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src"
        + " data:; style-src 'unsafe-inline'"
        + policy
        + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + Html.text(title)
        + "</title>\n"
        + head
        + "<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n<main>\n"
        + main
        + "</main>\n</body>\n</html>\n";
  }

  static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar of markhor-reports lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " of the jar: " + e, e);
    }
  }
}
