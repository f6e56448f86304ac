package io.github.markhor.data.table;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

/**
 * The way in which a CSV file is written. Immutable: the methods with an argument give a changed
 * copy.
 *
 * <pre>{@code
 * DataFrame.readCsv(file, CsvOptions.defaults().separator(';').encoding("windows-1252"));
 * }</pre>
 */
public final class CsvOptions extends Immutable<CsvOptions> {
  private static final CsvOptions DEFAULTS = new CsvOptions();

  /** Names of Python that Java does not know, or knows for another encoding. */
  private static final Map<String, String> PYTHON =
      Map.ofEntries(
          Map.entry("latin-1", "ISO-8859-1"),
          Map.entry("utf-8", "UTF-8"),
          Map.entry("utf-8-sig", "UTF-8"),
          Map.entry("utf-16-le", "UTF-16LE"),
          Map.entry("utf-16-be", "UTF-16BE"),
          Map.entry("utf-32-le", "UTF-32LE"),
          Map.entry("utf-32-be", "UTF-32BE"),
          Map.entry("cp932", "windows-31j"),
          Map.entry("mac-roman", "x-MacRoman"));

  private Charset encoding = StandardCharsets.UTF_8;
  private char separator = ',';

  private CsvOptions() {}

  /** Commas, in UTF-8. */
  public static CsvOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The encoding of the characters; UTF-8 by default. A byte order mark at the file's start, of
   * UTF-8, UTF-16 or UTF-32, goes before.
   */
  public CsvOptions encoding(Charset encoding) {
    Require.notNull("encoding", encoding);
    return with(copy -> copy.encoding = encoding);
  }

  /**
   * The encoding by its name, Java's or pandas': {@code windows-1252} or {@code cp1252}, {@code
   * ISO-8859-1} or {@code latin-1}, {@code UTF-16}.
   *
   * @throws IllegalArgumentException if this Java knows none of that name
   */
  public CsvOptions encoding(String name) {
    Require.notNull("encoding", name);
    String usual = name.toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      return encoding(Charset.forName(PYTHON.getOrDefault(usual, name)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "Expected an encoding that Java knows, such as UTF-8, windows-1252 or UTF-16. Received: "
              + name,
          e);
    }
  }

  /** The character between two values; a comma by default. */
  public CsvOptions separator(char separator) {
    if (separator == '"' || separator == '\r' || separator == '\n') {
      throw new IllegalArgumentException(
          "Expected a separator other than quotes and line ends. Received: the character "
              + (int) separator);
    }
    return with(copy -> copy.separator = separator);
  }

  /** The text between two values, of one character. */
  public CsvOptions separator(String separator) {
    Require.notNull("separator", separator);
    if (separator.length() != 1) {
      throw new IllegalArgumentException(
          "Expected a separator of one character, such as ; or a tab. Received: \""
              + separator
              + "\"");
    }
    return separator(separator.charAt(0));
  }

  /** The encoding of the characters. */
  public Charset encoding() {
    return encoding;
  }

  /** The character between two values. */
  public char separator() {
    return separator;
  }
}
