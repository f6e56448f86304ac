package io.github.markhor.reports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Pieces of a page of HTML; whatever text comes in is shown and never obeyed. */
final class Html {
  private Html() {}

  /** Text as it may stand between tags and in quoted attributes. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isShown(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  /** Whether HTML has the character, and it does not turn the order of those after it around. */
  private static boolean isShown(int c) {
    boolean line = c == '\n' || c == '\t' || c == '\r';
    boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    return line || !(Character.isISOControl(c) || turns || surrogate || (c & 0xFFFE) == 0xFFFE);
  }

  /** A picture that lies in the page itself, sharp on screens of high resolution. */
  static String image(Figure figure, String alt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(figure.image(2), "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return "<img class=\""
        + (figure.hasPictures() ? "pictures" : "chart")
        + "\" width=\""
        + figure.width()
        + "\" height=\""
        + figure.height()
        + "\" alt=\""
        + text(alt)
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(bytes.toByteArray())
        + "\">";
  }

  /** A table whose first column names the rows; it scrolls by itself where it is too wide. */
  static String table(String caption, List<String> header, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\" tabindex=\"0\" role=\"region\"");
    html.append(" aria-label=\"").append(text(caption)).append("\">\n<table>\n<caption>");
    html.append(text(caption)).append("</caption>\n<thead><tr>");
    header.forEach(name -> html.append("<th scope=\"col\">").append(text(name)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String field = text(row.get(i));
        html.append(i == 0 ? "<th scope=\"row\">" + field + "</th>" : "<td>" + field + "</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }
}
