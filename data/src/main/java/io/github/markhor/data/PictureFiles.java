package io.github.markhor.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A source's files, read as its flow says, from a cache where there is one. */
final class PictureFiles implements AutoCloseable {
  private final List<Path> files;
  private final Flow flow;
  private final LeftOut leftOut;
  private final PictureCache cache;

  /**
   * The files of a source, in the order of its samples.
   *
   * @param names the files relative to the source's folder, with {@code /}
   */
  PictureFiles(List<Path> files, List<String> names, Flow flow) {
    this.files = files;
    this.flow = flow;
    this.leftOut = new LeftOut(flow.badPictures(), names);
    this.cache = cache();
  }

  private int values() {
    return flow.height() * flow.width() * flow.colorMode().channels();
  }

  private PictureCache cache() {
    if (flow.cachesInMemory()) {
      return new MemoryCache(files.size(), values());
    }
    return flow.cacheFile() == null ? null : new DiskCache(flow.cacheFile(), key(), values());
  }

  /** What the cached levels follow from, in the 32 bytes of a digest. */
  private byte[] key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(
          digest,
          "markhor pictures 1 "
              + flow.height()
              + " "
              + flow.width()
              + " "
              + flow.colorMode()
              + " "
              + flow.interpolation()
              + " "
              + flow.keepAspectRatio()
              + " "
              + flow.fastDecode());
      for (Path file : files) {
        add(digest, file.toAbsolutePath() + stamp(file));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A file that is gone has a stamp too: what is wrong with it is told when it is read. */
  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return "\0" + attributes.size() + "\0" + attributes.lastModifiedTime().toMillis() + "\n";
    } catch (IOException e) {
      return "\0missing\n";
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A reader for one thread. */
  PictureReader reader() {
    PictureReader fromFiles = new FileReader();
    return cache == null ? fromFiles : new CachedReader(fromFiles, cache, values());
  }

  LeftOut leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
  }

  private final class FileReader implements PictureReader {
    private final PictureLoader loader = new PictureLoader(flow);

    @Override
    public void read(int sample, float[] into) {
      leftOut.check(sample);
      loader.load(files.get(sample), flow.height(), flow.width(), into);
    }

    @Override
    public void close() {
      loader.close();
    }
  }
}
