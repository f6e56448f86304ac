package io.github.markhor.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatasetDownloadTest {
  @TempDir Path folder;

  @Test
  void aDataSetFetchesWhatItLacks() throws Exception {
    byte[] content = {3, 1, 4, 1, 5, 9, 2, 6};
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    List<String> requests = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    try {
      List<Dataset.RemoteFile> files =
          List.of(new Dataset.RemoteFile("a.bin", md5), new Dataset.RemoteFile("b.bin", md5));
      Dataset set = new Dataset("set", "http://nowhere.invalid/", files, where -> null);
      Files.write(folder.resolve("a.bin"), content);
      set.from(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mirror/"))
          .download(folder);
      assertEquals(List.of("/mirror/b.bin"), requests);
      assertArrayEquals(content, Files.readAllBytes(folder.resolve("b.bin")));
    } finally {
      server.stop(0);
    }
  }
}
