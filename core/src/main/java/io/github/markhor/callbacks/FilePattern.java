package io.github.markhor.callbacks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name with numbers to be filled in as Python's {@code str.format} does: {@code
 * {epoch:02d}}, {@code {val_loss:.2f}}, {@code {val_loss:.3e}}; two braces stand for one.
 */
final class FilePattern {
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|\\}\\}|\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^{}]*))?\\}|[{}]");
  private static final Pattern SPEC = Pattern.compile("(0?[0-9]*)((?:\\.[0-9]+)?)([dfe]?)");
  private static final Set<String> WHOLE = Set.of("epoch", "batch");

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();

  /** Text, or where {@code name} is not null a number to be filled in. */
  private record Piece(String text, String name) {}

  FilePattern(String text) {
    this.text = text;
    Matcher field = FIELD.matcher(text);
    int at = 0;
    while (field.find()) {
      pieces.add(new Piece(text.substring(at, field.start()), null));
      String found = field.group();
      if (found.equals("{{") || found.equals("}}")) {
        pieces.add(new Piece(found.substring(1), null));
      } else if (field.group(1) == null) {
        throw wrong("a single brace");
      } else {
        pieces.add(new Piece(javaFormat(field.group(1), field.group(2)), field.group(1)));
      }
      at = field.end();
    }
    pieces.add(new Piece(text.substring(at), null));
  }

  private String javaFormat(String name, String spec) {
    Matcher parts = SPEC.matcher(spec == null ? "" : spec);
    boolean whole = WHOLE.contains(name);
    if (!parts.matches() || (parts.group(3).equals("d") && !whole)) {
      throw wrong("{" + name + ":" + spec + "}");
    }
    String kind = parts.group(3);
    if (kind.isEmpty()) {
      kind = whole && parts.group(2).isEmpty() ? "d" : parts.group(2).isEmpty() ? "s" : "f";
    }
    if (kind.equals("d") && !parts.group(2).isEmpty()) {
      throw wrong("{" + name + ":" + spec + "}");
    }
    // Java's %0d needs a width.
    String width = parts.group(1).equals("0") ? "" : parts.group(1);
    return "%" + (kind.equals("s") ? width.replaceFirst("^0", "") : width) + parts.group(2) + kind;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "Expected numbers in a file name as {name}, {epoch:02d}, {val_loss:.2f} or"
            + " {val_loss:.3e}. Received: "
            + what
            + " in "
            + text);
  }

  /** The names of the numbers to be filled in. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Piece piece : pieces) {
      if (piece.name() != null) {
        names.add(piece.name());
      }
    }
    return names;
  }

  /** The file's name; there must be a number for every name. */
  String fill(Map<String, ? extends Number> numbers) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.name() == null) {
        filled.append(piece.text());
        continue;
      }
      Number number = numbers.get(piece.name());
      if (number == null) {
        throw new IllegalArgumentException(
            "Expected numbers for the file name " + text + ". Received: only " + numbers.keySet());
      }
      boolean decimal = piece.text().endsWith("f") || piece.text().endsWith("e");
      filled.append(
          String.format(Locale.ROOT, piece.text(), decimal ? number.doubleValue() : number));
    }
    return filled.toString();
  }

  /** The text before the first number. */
  String fixedStart() {
    StringBuilder start = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.name() != null) {
        break;
      }
      start.append(piece.text());
    }
    return start.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
