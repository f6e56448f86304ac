package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Names files that were taken for pictures and are none, or of formats that are not read. */
final class ForeignPictures {
  private static final int START = 1024;
  private static final String CONVERT = ", which is not read; convert it, to JPEG or PNG";

  /** The end of a TGA, which has no mark at its start. */
  private static final String TGA = "TRUEVISION-XFILE.\0";

  /** The bytes at a place of a file, and what they tell of it. */
  private record Mark(int at, String characters, String what) {}

  private static Mark mark(String characters, String what) {
    return new Mark(0, characters, what);
  }

  private static Mark picture(String characters, String format) {
    return mark(characters, "a picture in the format " + format + CONVERT);
  }

  /** The brands of files in the ISO base media format, which all begin alike. */
  private static Mark brand(String brand, String what) {
    return new Mark(4, "ftyp" + brand, what);
  }

  private static final String HEIC = "a picture in the format HEIC or HEIF" + CONVERT;
  private static final String AVIF = "a picture in the format AVIF" + CONVERT;
  private static final String VIDEO = "a video and not a picture; its frames are to be saved apart";
  private static final String ZIP = "a ZIP archive, which is to be unpacked first";

  private static final String ANNEX =
      "a git-annex pointer in place of the picture: \"git annex get\" fetches the picture";
  private static final String PAGE =
      "a page of the web in place of the picture: it was downloaded from a wrong address";

  private static final List<Mark> MARKS =
      List.of(
          brand("avif", AVIF),
          brand("avis", AVIF),
          brand("hei", HEIC),
          brand("hev", HEIC),
          brand("mif1", HEIC),
          brand("msf1", HEIC),
          brand("crx ", "a camera's raw picture (Canon CR3)" + CONVERT),
          new Mark(4, "ftyp", VIDEO),
          new Mark(4, "moov", VIDEO),
          new Mark(4, "mdat", VIDEO),
          new Mark(4, "jP  \r\n", "a picture in the format JPEG 2000" + CONVERT),
          picture("\u00FF\u004F\u00FF\u0051", "JPEG 2000"),
          new Mark(4, "JXL \r\n", "a picture in the format JPEG XL" + CONVERT),
          picture("\u00FF\n", "JPEG XL"),
          picture("II\u00BC", "JPEG XR"),
          picture("\u00FF\u00D8\u00FF\u00F7", "JPEG-LS"),
          new Mark(8, "CR\2", "a camera's raw picture (Canon CR2)" + CONVERT),
          new Mark(6, "HEAPCCDR", "a camera's raw picture (Canon CRW)" + CONVERT),
          picture("FOVb", "X3F (a camera's raw picture)"),
          picture("\0MRM", "MRW (a camera's raw picture)"),
          picture("8BPS", "PSD (Photoshop)"),
          picture("gimp xcf", "XCF (GIMP)"),
          picture("\0\0\2\0\0\0\0\0", "TGA"),
          picture("\0\0\3\0\0\0\0\0", "TGA"),
          picture("\0\0\n\0\0\0\0\0", "TGA"),
          picture("\0\0\13\0\0\0\0\0", "TGA"),
          picture("\0\0\1\0", "ICO"),
          picture("\0\0\2\0", "CUR"),
          picture("icns", "ICNS"),
          picture("DDS ", "DDS"),
          picture("qoif", "QOI"),
          picture("P7\n", "PAM"),
          picture("PF\n", "PFM"),
          picture("Pf\n", "PFM"),
          picture("v/1\1", "OpenEXR"),
          picture("#?RADIANCE", "Radiance HDR"),
          picture("#?RGBE", "Radiance HDR"),
          picture("\u008AMNG", "MNG"),
          picture("\u008BJNG", "JNG"),
          picture("FLIF", "FLIF"),
          picture("BPG\u00FB", "BPG"),
          picture("SIMPLE  =", "FITS"),
          picture("AT&TFORM", "DjVu"),
          picture("\u00D7\u00CD\u00C6\u009A", "WMF"),
          new Mark(40, " EMF", "a picture in the format EMF" + CONVERT),
          picture("\n\5\1", "PCX"),
          picture("\u0059\u00A6\u006A\u0095", "Sun raster"),
          picture("\1\u00DA", "SGI"),
          picture("FUJIFILMCCD-RAW", "RAF (a camera's raw picture)"),
          picture("IIRO", "ORF (a camera's raw picture)"),
          picture("IIU\0", "RW2 (a camera's raw picture)"),
          new Mark(128, "DICM", "a picture in the format DICOM" + CONVERT),
          picture("%!PS", "PostScript"),
          picture("\u00C5\u00D0\u00D3\u00C6", "PostScript"),
          mark("%PDF", "a PDF" + CONVERT),
          mark(
              "\0\5\26\7",
              "an AppleDouble file (._ before its name), in which macOS keeps what belongs to the"
                  + " picture beside it; it holds no picture and can be deleted"),
          mark(
              "\0\5\26\0",
              "an AppleSingle file of macOS, in which the picture is to be unpacked first"),
          mark("\0\0\0\1Bud1", "a .DS_Store of macOS, which can be deleted"),
          mark("\u00D0\u00CF\u0011\u00E0", "a Thumbs.db or document of Windows"),
          mark("RIFF", "a video or sound and not a picture"),
          mark("\u001AE\u00DF\u00A3", VIDEO),
          mark("OggS", "a video or sound and not a picture"),
          mark("FLV", VIDEO),
          mark("ID3", "a sound and not a picture"),
          mark("PK\3\4", ZIP),
          mark("PK\5\6", ZIP),
          mark("\u001F\u008B", "a file packed by gzip, which is to be unpacked first"),
          mark("BZh", "a file packed by bzip2, which is to be unpacked first"),
          mark("\u00FD7zXZ\0", "a file packed by xz, which is to be unpacked first"),
          mark("(\u00B5/\u00FD", "a file packed by zstd, which is to be unpacked first"),
          mark("7z\u00BC\u00AF", "a 7z archive, which is to be unpacked first"),
          mark("Rar!", "a RAR archive, which is to be unpacked first"),
          new Mark(257, "ustar", "a tar archive, which is to be unpacked first"),
          mark("\u0093NUMPY", "an array of NumPy; Npy reads it"),
          mark("\u0089HDF", "an HDF5 file and not a picture"));

  /** What the text of a file tells, by how it begins, in lower case. */
  private static final List<Mark> TEXTS =
      List.of(
          mark(
              "version https://git-lfs",
              "a Git LFS pointer in place of the picture: \"git lfs pull\" fetches the picture"),
          mark("/annex/objects/", ANNEX),
          mark("<svg", "a picture in the format SVG" + CONVERT),
          mark("<!doctype svg", "a picture in the format SVG" + CONVERT),
          mark("%pdf", "a PDF" + CONVERT),
          mark("<!doctype html", PAGE),
          mark("<html", PAGE),
          mark("<head", PAGE),
          mark("<body", PAGE),
          mark("<title", PAGE),
          mark("<meta", PAGE),
          mark("<script", PAGE),
          mark("http/1.", "the answer of a server, with its header, in place of the picture alone"),
          mark("/9j/", "a JPEG written as text (Base64), which is to be decoded first"),
          mark("ivborw0kggo", "a PNG written as text (Base64), which is to be decoded first"),
          mark(
              "data:image/",
              "a picture written as text (a data URI), which is to be decoded first"),
          mark("[.shellclassinfo]", "a desktop.ini of Windows, which can be deleted"),
          mark("[internetshortcut]", "a link of Windows to a page, in place of the picture"));

  private ForeignPictures() {}

  /** What a file is that no format recognizes, as the end of a sentence about it. */
  static String describe(PictureFile file) {
    return "it is " + name(file) + ".";
  }

  private static String name(PictureFile file) {
    if (file.length() < 4) {
      return "a file of " + file.length() + (file.length() == 1 ? " byte" : " bytes") + ": cut off";
    }
    if (file.holds(4, "ftypmif1") && isAvif(file)) {
      return AVIF;
    }
    for (Mark mark : MARKS) {
      if (file.holds(mark.at(), mark.characters())) {
        return mark.what();
      }
    }
    if (file.holds(file.length() - TGA.length(), TGA)) {
      return "a picture in the format TGA" + CONVERT;
    }
    int length = Math.min(file.length(), START);
    String start = new String(file.bytes(), 0, length, StandardCharsets.ISO_8859_1);
    int jpeg = start.indexOf("\u00FF\u00D8\u00FF");
    if (jpeg > 0) {
      return "a JPEG with " + jpeg + " bytes before its beginning, which are to be cut off";
    }
    if (start.chars().allMatch(c -> c == 0)) {
      return "a file of zeros: it was never filled, or its download was broken off";
    }
    String text = decoded(start);
    return text != null
        ? text(text)
        : "not a picture of a known format ("
            + String.join(", ", PictureFormats.names())
            + "): it begins with "
            + HexFormat.of().formatHex(file.bytes(), 0, Math.min(file.length(), 8));
  }

  /** Whether AVIF is among the brands of a file whose first brand HEIF and AVIF share. */
  private static boolean isAvif(PictureFile file) {
    int end = Math.min(file.buffer().getInt(0), START);
    for (int at = 16; at < end; at += 4) {
      if (file.holds(at, "avif") || file.holds(at, "avis")) {
        return true;
      }
    }
    return false;
  }

  /** A file's start as text, from UTF-16, UTF-8 or a part of it; null for no text. */
  private static String decoded(String start) {
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    String text;
    boolean isWide = start.length() > 3 && start.charAt(1) == 0 && start.charAt(3) == 0;
    if (isWide || start.startsWith("\u00FF\u00FE")) {
      text = new String(bytes, StandardCharsets.UTF_16LE);
    } else if (start.startsWith("\u00FE\u00FF")) {
      text = new String(bytes, StandardCharsets.UTF_16BE);
    } else {
      text = new String(bytes, StandardCharsets.UTF_8);
    }
    text = text.replaceFirst("^\uFEFF", "").strip();
    String lower = text.toLowerCase(Locale.ROOT);
    // Pages of the web are known by their beginning, whatever they are encoded in.
    boolean isMarked = lower.startsWith("<!doctype") || lower.startsWith("<html");
    // A letter of several bytes may be cut off at the end, which is no damage.
    boolean isWhole = text.isEmpty() || text.indexOf('\uFFFD') < 0;
    isWhole |= bytes.length == START && text.indexOf('\uFFFD') >= text.length() - 3;
    boolean isPrintable =
        text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
    boolean isText = !text.isEmpty() && isPrintable && (isWhole || isMarked || isXml(lower));
    return isText ? text : null;
  }

  private static boolean isXml(String lower) {
    return lower.startsWith("<?xml") || lower.startsWith("<!--") || lower.startsWith("<svg");
  }

  /** What a text is. */
  private static String text(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String line = text.lines().findFirst().orElse("");
    if (line.contains(".git/annex/objects/")) {
      return ANNEX;
    }
    String body = isXml(lower) ? afterProlog(lower) : lower;
    for (Mark mark : TEXTS) {
      if (body.startsWith(mark.characters())) {
        return mark.what();
      }
    }
    boolean isJson = lower.startsWith("{") || lower.startsWith("[{");
    String kind = lower.startsWith("<?xml") ? "XML" : isJson ? "JSON" : "text";
    return kind
        + " and not a picture: it begins with \""
        + line.substring(0, Math.min(line.length(), 40))
        + "\"";
  }

  /** A text without the declarations and comments of XML before its first element. */
  private static String afterProlog(String xml) {
    String rest = xml;
    while (rest.startsWith("<?") || rest.startsWith("<!--")) {
      String end = rest.startsWith("<?") ? "?>" : "-->";
      int at = rest.indexOf(end);
      if (at < 0) {
        return rest;
      }
      rest = rest.substring(at + end.length()).stripLeading();
    }
    return rest;
  }
}
