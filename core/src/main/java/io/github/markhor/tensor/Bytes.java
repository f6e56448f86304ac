package io.github.markhor.tensor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: a kilobyte has 1,024 bytes. */
public final class Bytes {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18})([kmg]?)");
  private static final String[] UNITS = {"B", "KB", "MB", "GB"};

  private Bytes() {}

  /**
   * Reads a whole number of bytes, or of the unit that follows it: {@code 2g}, {@code 512m}.
   *
   * @param what for the message
   * @throws IllegalArgumentException if it is none, or 0, or more than a long can count
   */
  public static long of(String what, String text) {
    Matcher matcher = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      int shift = matcher.group(2).isEmpty() ? 0 : 10 * (1 + "kmg".indexOf(matcher.group(2)));
      if (count > 0 && count <= Long.MAX_VALUE >> shift) {
        return count << shift;
      }
    }
    throw new IllegalArgumentException(
        "Expected "
            + what
            + " of at least one byte, as a whole number of bytes or with k, m or g behind it:"
            + " \"512m\", \"2g\". Received: "
            + text);
  }

  /** Two digits behind the point, as Keras prints it. */
  public static String text(long bytes) {
    int unit = 0;
    while (unit < UNITS.length - 1 && bytes >> 10 * (unit + 1) > 0) {
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", bytes / (double) (1L << 10 * unit), UNITS[unit]);
  }
}
