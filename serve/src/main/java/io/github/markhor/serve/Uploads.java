package io.github.markhor.serve;

import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/** The pictures in the body of a request, in memory and within bounds. */
final class Uploads {
  private static final int MOST_PARTS = 100;

  private final Flow flow;
  private final int maxBytes;

  Uploads(ImageClassifier classifier, int maxBytes, long maxPixels) {
    this.flow = classifier.input().flow().maxPixels(maxPixels);
    this.maxBytes = maxBytes;
  }

  /**
   * A file that was sent.
   *
   * @param name as the sender names it; empty for a body that is one picture
   */
  @SuppressWarnings("ArrayRecordComponent") // it is decoded and forgotten
  record File(String name, byte[] bytes) {}

  /**
   * Reads the body: one picture, or the files of a multipart/form-data.
   *
   * @throws Refusal if there is none or it is too large
   */
  List<File> read(Request request) throws IOException {
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    byte[] bytes;
    try (InputStream in = Content.Source.asInputStream(request)) {
      bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        // To close the stream before its end would end the connection before the answer.
        in.skip(Routes.MOST_UNREAD);
        throw tooLarge();
      }
    }
    String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return parts(request, bytes, type);
    }
    if (bytes.length == 0) {
      throw new Refusal(400, "Expected the bytes of a picture as the body. Received: none");
    }
    return List.of(new File("", bytes));
  }

  private Refusal tooLarge() {
    return new Refusal(413, "Expected at most " + maxBytes + " bytes. Received: more");
  }

  private List<File> parts(Request request, byte[] body, String type) throws IOException {
    // All stays in memory, where it is already.
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxSize(-1)
            .maxMemoryPartSize(-1)
            .build();
    List<File> files = new ArrayList<>();
    try (MultiPartFormData.Parts parts =
        MultiPartFormData.getParts(
            new ByteBufferContentSource(ByteBuffer.wrap(body)), request, type, config)) {
      for (MultiPart.Part part : parts) {
        if (part.getFileName() != null) {
          try (InputStream in = Content.Source.asInputStream(part.getContentSource())) {
            files.add(new File(part.getFileName(), in.readAllBytes()));
          }
        }
      }
    } catch (RuntimeException problem) {
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      throw new Refusal(400, "Expected multipart/form-data with files. Received: " + cause);
    }
    if (files.isEmpty()) {
      throw new Refusal(400, "Expected at least one file in multipart/form-data. Received: none");
    }
    return files;
  }

  /**
   * Decodes a file to the model's size.
   *
   * @throws Refusal if it is no picture or has too many pixels
   */
  Tensor decode(File file) {
    try {
      return Pictures.load(file.bytes(), flow);
    } catch (PictureException problem) {
      String name = file.name().isEmpty() ? "" : file.name() + ": ";
      throw new Refusal(422, name + problem.getMessage());
    }
  }
}
