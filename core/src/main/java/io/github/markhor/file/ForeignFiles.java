package io.github.markhor.file;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Guesses at files that were taken for a model's and are none. */
final class ForeignFiles {
  private static final String PICKLE = "a pickle of Python, which would have to be executed";

  /** What a page of the web has near its beginning, in lower case. */
  private static final List<String> PAGE = List.of("<!doctype html", "<html", "<head", "<body");

  /** The content of such files, by the first characters. */
  private static final Map<String, String> BY_START = new LinkedHashMap<>();

  static {
    BY_START.put(
        "version https://git-lfs",
        "a Git LFS pointer in place of the file: \"git lfs pull\" fetches the file itself");
    BY_START.put(
        "<",
        "XML or the like: a server's message in place of the file, or a model of another kind");
    BY_START.put("\u0080\u0002", PICKLE);
    BY_START.put("\u0080\u0003", PICKLE);
    BY_START.put("\u0080\u0004", PICKLE);
    BY_START.put("\u0080\u0005", PICKLE);
    BY_START.put("\u001f\u008b", "a file packed by gzip, which is to be unpacked first");
    BY_START.put("PK", "a ZIP archive that holds no model, or is to be unpacked first");
    BY_START.put(
        "{", "JSON: an architecture without weights, which Model.fromJson builds, or a stub");
    BY_START.put("\u0089HDF", "an HDF5 file that is cut off or damaged at its beginning");
  }

  /** Longer files are not a message that a server sent in place of the file. */
  private static final int SHORT = 1000;

  private ForeignFiles() {}

  private static boolean isText(int c) {
    return c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t';
  }

  /** A guess at a file, by its first bytes, as the end of a sentence. */
  static String guess(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (start.length == 0) {
      return "an empty file";
    }
    String begin = text.replaceFirst("^\\u00ef\\u00bb\\u00bf", "").stripLeading();
    String lower = begin.toLowerCase(Locale.ROOT);
    if (begin.startsWith("<") && PAGE.stream().anyMatch(lower::contains)) {
      return "a page of the web in place of the file: it was downloaded from a wrong address";
    }
    for (Map.Entry<String, String> known : BY_START.entrySet()) {
      if (begin.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    if (text.chars().allMatch(c -> c == 0)) {
      return "a file of zeros: it was never filled, or its download was broken off";
    }
    boolean sentence = begin.indexOf(' ') > 0 && text.chars().allMatch(ForeignFiles::isText);
    if (sentence && text.length() < SHORT) {
      String line = begin.lines().findFirst().orElse("");
      return "a text: " + (line.length() > 60 ? line.substring(0, 60) + "…" : line);
    }
    return "a file that begins with "
        + HexFormat.of().formatHex(start, 0, Math.min(start.length, 8));
  }
}
