package io.github.markhor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The library as a whole. */
public final class Markhor {
  private Markhor() {}

  /** The version, as Maven knows it: {@code 0.1.0}. */
  public static String version() {
    try (InputStream in = Markhor.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("The library's version cannot be read: " + e, e);
    }
  }
}
