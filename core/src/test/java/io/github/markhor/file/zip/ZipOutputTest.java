package io.github.markhor.file.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are written, read by the JDK and by ZipInput. */
final class ZipOutputTest {
  @TempDir Path folder;

  @Test
  void theJdkAndZipInputReadWhatIsWritten() throws IOException {
    Path file = folder.resolve("b.zip");
    byte[] content = {1, 2, 3};
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ZipOutput zip = new ZipOutput(channel);
      zip.add("é.json", "{\"ü\": 1}");
      zip.add("b/three", to -> to.write(ByteBuffer.wrap(content)));
      zip.finish();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(2, zip.size());
      byte[] json = zip.getInputStream(zip.getEntry("é.json")).readAllBytes();
      assertEquals("{\"ü\": 1}", new String(json, StandardCharsets.UTF_8));
      assertArrayEquals(content, zip.getInputStream(zip.getEntry("b/three")).readAllBytes());
    }
    try (ZipInput zip = new ZipInput(file)) {
      assertEquals("{\"ü\": 1}", zip.text("é.json"));
      assertEquals(ByteBuffer.wrap(content), zip.content("b/three"));
    }
  }
}
