package io.github.markhor.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;

/**
 * Fetches a file into a file beside it whose name ends in {@code .markhor-part}, going on where an
 * earlier attempt stopped, and moves it into its place when its checksum is right. A file of
 * another checksum that is there already keeps its content under a name of its own. The proxy is
 * that of Java's system properties {@code http.proxyHost}, {@code https.proxyHost} and so on.
 */
public final class Download {
  /** An ending of Markhor's own: browsers call their unfinished files {@code .part}. */
  static final String PART = ".markhor-part";

  private static final Logger LOG = Notices.logger(Download.class);
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final URI address;
  private final Path file;
  private final String digest;

  /**
   * A download that has yet to run.
   *
   * @param digest the MD5 or SHA-256 that the file's publisher states, in lower-case hexadecimal
   *     digits
   */
  public Download(URI address, Path file, String digest) {
    this.address = address;
    this.file = file;
    this.digest = digest;
  }

  /**
   * Fetches the file, unless it is there already.
   *
   * @throws UncheckedIOException if it cannot be fetched; the bytes received are kept for the next
   *     time
   * @throws IllegalStateException if its checksum is wrong; it is thrown away then
   */
  public void run() {
    try {
      if (Files.exists(file) && digest(file, digest).equals(digest)) {
        return;
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + PART);
      fetch(part);
      String received = digest(part, digest);
      if (!received.equals(digest)) {
        Files.delete(part);
        throw new IllegalStateException(
            "Expected "
                + address
                + " to have the "
                + algorithm(digest)
                + " checksum "
                + digest
                + ". Received: "
                + received
                + "; it has been thrown away");
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Path kept = aside();
        LOG.warn("{} was there with another checksum, and is now {}.", file, kept);
      }
      Files.move(part, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot fetch " + address + " to " + file + ": " + e, e);
    }
  }

  private void fetch(Path part) throws IOException {
    long there = Files.exists(part) ? Files.size(part) : 0;
    URLConnection connection = address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    if (there > 0) {
      connection.setRequestProperty("Range", "bytes=" + there + "-");
    }
    int status =
        connection instanceof HttpURLConnection http
            ? http.getResponseCode()
            : HttpURLConnection.HTTP_OK;
    if (status == RANGE_NOT_SATISFIABLE) {
      // The whole file is there, or another one, as the checksum will tell.
      return;
    }
    boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL;
    if (!goesOn && status != HttpURLConnection.HTTP_OK) {
      throw new IOException("the server answered with status " + status);
    }
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : length + (goesOn ? there : 0);
    StandardOpenOption mode =
        goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long received = goesOn ? there : 0;
    String what = "Fetching " + address + size(total);
    try (InputStream in = connection.getInputStream();
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, mode);
        Progress progress = new Progress(what, "bytes", total)) {
      progress.add(received);
      byte[] bytes = new byte[1 << 16];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        out.write(bytes, 0, read);
        received += read;
        progress.add(read);
      }
    }
    if (total >= 0 && received < total) {
      throw new IOException(
          "the connection ended after " + received + " of " + total + " bytes; try again to go on");
    }
  }

  private static String size(long total) {
    return total < 0 ? "" : " (" + (total + (1 << 20) - 1 >> 20) + " MB)";
  }

  /** Moves the file that is there to a name that is free. */
  private Path aside() throws IOException {
    for (int number = 1; ; number++) {
      String ending = number == 1 ? ".other" : "-" + number + ".other";
      Path other = file.resolveSibling(file.getFileName() + ending);
      if (!Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
        return Files.move(file, other);
      }
    }
  }

  private static String algorithm(String like) {
    return like.length() == 64 ? "SHA-256" : "MD5";
  }

  /** The digest of a file, of the kind of another digest, which its length tells. */
  public static String digest(Path file, String like) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm(like));
      byte[] bytes = new byte[1 << 16];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        digest.update(bytes, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
