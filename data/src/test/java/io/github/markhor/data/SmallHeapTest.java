package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.source.Batch;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in a process whose heap is small: what is too large for it is a bad picture. */
class SmallHeapTest {
  @TempDir Path folder;

  /** Reads a folder, beside memory that counts for JavaCPP's limit, and tells what came of it. */
  public static void main(String[] arguments) {
    Path pictures = Path.of(arguments[0]);
    ByteBuffer others = ByteBuffer.allocateDirect(300 << 20);
    for (int at = 0; at < others.capacity(); at += 1 << 10) {
      others.put(at, (byte) 1);
    }
    BadPictures policy = arguments[1].equals("skip") ? BadPictures.skip() : BadPictures.fail();
    Flow flow = Flow.defaults().targetSize(8, 8).batchSize(2).shuffle(false).badPictures(policy);
    int read = 0;
    try (var images = ImageDataGenerator.rescaling(1).flowFromDirectory(pictures, flow);
        var epoch = images.epoch(0)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          read += batch.size();
        }
      }
      System.out.println("> read " + read + " without " + images.badPictures().size());
    } catch (RuntimeException e) {
      String name = e.getMessage().contains("p1.png") ? "p1.png" : e.getMessage();
      boolean tells = e.getMessage().contains("memory") && e.getMessage().contains("6000 x 7000");
      System.out.println("> " + e.getClass().getSimpleName() + " " + name + " " + tells);
    }
  }

  private String run(String policy) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx64m", "-XX:MaxDirectMemorySize=400m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SmallHeapTest.class.getName(), folder.toString(), policy));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(1, TimeUnit.MINUTES);
      return text.lines()
          .filter(line -> line.startsWith("> "))
          .findFirst()
          .orElseThrow(() -> new AssertionError(text));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPictureTooLargeForTheHeapIsNamedOrLeftOut() throws Exception {
    Drawings.classes(folder, 3, 2);
    // 126 MB of colours; a file of 50 kB.
    BufferedImage large = new BufferedImage(7000, 6000, BufferedImage.TYPE_BYTE_BINARY);
    Drawings.write(folder.resolve("ant/p1.png"), large);
    assertEquals("> PictureException p1.png true", run("fail"));
    assertEquals("> read 4 without 1", run("skip"));
  }
}
