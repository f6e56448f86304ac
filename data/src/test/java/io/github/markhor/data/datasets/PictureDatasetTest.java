package io.github.markhor.data.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.markhor.data.FolderSplit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PictureDatasetTest {
  @TempDir Path folder;

  private record Entry(String name, char kind, String content) {
    static Entry file(String name, String content) {
      return new Entry(name, '0', content);
    }
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static byte[] archive(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream tar = new GZIPOutputStream(bytes)) {
      for (Entry entry : entries) {
        byte[] content = entry.content().getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, entry.name());
        put(header, 124, String.format("%011o", content.length));
        header[156] = (byte) entry.kind();
        put(header, 157, entry.kind() == '0' ? "" : "/etc/passwd");
        tar.write(header);
        tar.write(content);
        tar.write(new byte[(512 - content.length % 512) % 512]);
      }
      tar.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static PictureDataset set(byte[] archive) throws Exception {
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    return new PictureDataset(
        "Food-101",
        URI.create("http://nowhere.invalid/"),
        new Dataset.RemoteFile("food-101.tar.gz", md5),
        new TarUnpacking("food-101", 6, 10_000));
  }

  /** What is there already with the right checksum is not fetched. */
  private Path unpacked(List<Entry> entries) throws Exception {
    byte[] archive = archive(entries);
    Files.write(folder.resolve("food-101.tar.gz"), archive);
    return set(archive).download(folder);
  }

  private static final List<Entry> FOOD =
      List.of(
          new Entry("food-101/images/tiramisu/", '5', ""),
          Entry.file("food-101/images/tiramisu/7.jpg", "t7"),
          Entry.file("food-101/images/gyoza/12.jpg", "g12".repeat(300)),
          Entry.file("food-101/meta/train.json", "{\"gyoza\": [\"gyoza/12\"]}"),
          Entry.file("food-101/meta/test.json", "{\"tiramisu\": [\"tiramisu/7\"]}"));

  @Test
  void theArchiveIsFetchedOnceUnpackedAndSplitByItsLists() throws Exception {
    byte[] archive = archive(FOOD);
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mirror/food-101.tar.gz",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();
    Path food;
    try {
      PictureDataset set =
          set(archive)
              .from(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mirror/"));
      food = set.download(folder);
      assertEquals(food, set.download(folder));
      assertEquals(1, requests.get());
    } finally {
      server.stop(0);
    }
    assertEquals(folder.resolve("food-101"), food);
    assertEquals("g12".repeat(300), Files.readString(food.resolve("images/gyoza/12.jpg")));
    assertFalse(Files.exists(folder.resolve("food-101.markhor-part")));
    FolderSplit.of(food.resolve("images"), folder.resolve("split"))
        .lists(
            Map.of(
                "train", food.resolve("meta/train.json"), "test", food.resolve("meta/test.json")))
        .run();
    assertEquals("t7", Files.readString(folder.resolve("split/test/tiramisu/7.jpg")));
    assertTrue(Files.exists(folder.resolve("split/train/gyoza/12.jpg")));
  }

  @Test
  void anUnpackingThatWasBrokenOffIsDoneAgain() throws Exception {
    Path begun = folder.resolve("food-101.markhor-part/images/tiramisu/7.jpg");
    Files.createDirectories(begun.getParent());
    Files.writeString(begun, "half of something longer");
    assertEquals("t7", Files.readString(unpacked(FOOD).resolve("images/tiramisu/7.jpg")));
  }

  @Test
  void namesThatLeadElsewhereAreRefused() throws Exception {
    for (String name :
        List.of(
            "../evil",
            "food-101/../../evil",
            "/food-101/evil",
            "food-101/./evil",
            "food-101//evil",
            "food-101\\..\\evil",
            "food-101/c:evil",
            "food-102/evil",
            "food-101",
            "food-101/evil/")) {
      String said =
          assertThrows(
                  UncheckedIOException.class, () -> unpacked(List.of(Entry.file(name, "evil"))))
              .getMessage();
      assertTrue(said.contains("within food-101. Received: " + name), said);
      assertFalse(Files.exists(folder.resolve("food-101")), name);
      assertFalse(Files.exists(folder.resolve("evil")), name);
    }
  }

  @Test
  void linksAndDevicesAreRefused() throws Exception {
    for (char kind : "123467LKS".toCharArray()) {
      Entry entry = new Entry("food-101/images", kind, "");
      assertThrows(UncheckedIOException.class, () -> unpacked(List.of(entry)), () -> kind + "");
    }
  }

  @Test
  void anArchiveThatIsTooLargeEndsEarlyOrIsNoneIsRefused() throws Exception {
    Entry large = Entry.file("food-101/large", "x".repeat(10_001));
    assertThrows(UncheckedIOException.class, () -> unpacked(List.of(large)));
    List<Entry> many = java.util.Collections.nCopies(7, Entry.file("food-101/a", "a"));
    assertThrows(UncheckedIOException.class, () -> unpacked(many));
    assertThrows(UncheckedIOException.class, () -> unpacked(List.of()));
    ByteArrayOutputStream cut = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(cut)) {
      byte[] header = new byte[600];
      put(header, 0, "food-101/a");
      put(header, 124, "00000001000");
      out.write(header);
    }
    Files.write(folder.resolve("food-101.tar.gz"), cut.toByteArray());
    assertTrue(
        assertThrows(UncheckedIOException.class, () -> set(cut.toByteArray()).download(folder))
            .getMessage()
            .contains("ends within food-101/a"));
  }

  @Test
  void theOfficialAddress() {
    assertEquals("http://data.vision.ee.ethz.ch/cvl/", Datasets.food101().address().toString());
    assertEquals("Food-101", Datasets.food101().toString());
  }
}
