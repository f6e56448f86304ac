package io.github.markhor.serve;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

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
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** The pictures in the body of a request, in memory and within bounds. */
final class Uploads {
  private static final int MOST_PARTS = 100;

  /** How much of a body that nobody wants is read. */
  private static final long MOST_UNREAD = 64 << 20;

  private final Flow flow;
  private final int maxBytes;
  private final long readMillis;

  Uploads(ImageClassifier classifier, int maxBytes, long maxPixels, long readMillis) {
    this.readMillis = readMillis;
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
   * Reads the body: one picture, or the files of a multipart/form-data. This waits for the network,
   * and closes the connection if the time for it is over.
   *
   * @throws Refusal if there is none, it ends early, or it is too large
   */
  List<File> read(Request request) {
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    Scheduler.Task tooSlow = limitTime(request);
    try {
      return body(request);
    } catch (IOException problem) {
      throw new Refusal(400, "Expected the whole body. Received: a part of it, " + problem);
    } finally {
      tooSlow.cancel();
    }
  }

  /** Closes the connection if a body does not end: one who sends slowly would keep its place. */
  private Scheduler.Task limitTime(Request request) {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    return request
        .getComponents()
        .getScheduler()
        .schedule(
            () -> connection.close(new TimeoutException("too slow")), readMillis, MILLISECONDS);
  }

  /**
   * Lets what was not read of a body pass by, in no thread of its own, and does something then. To
   * close a connection with unread bytes makes the sender's system forget the answer. What is more
   * than {@link #MOST_UNREAD} or takes too long does not pass.
   */
  void pass(Request request, Runnable then) {
    Scheduler.Task tooSlow = limitTime(request);
    pass(
        request,
        MOST_UNREAD,
        () -> {
          tooSlow.cancel();
          then.run();
        });
  }

  private static void pass(Request request, long most, Runnable then) {
    long left = most;
    while (left >= 0) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long rest = left;
        request.demand(() -> pass(request, rest, then));
        return;
      }
      left -= chunk.remaining();
      chunk.release();
      if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
        break;
      }
    }
    then.run();
  }

  private List<File> body(Request request) throws IOException {
    byte[] bytes;
    try (InputStream in = Content.Source.asInputStream(request)) {
      bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        // To close the stream before its end would end the connection before the answer.
        in.skip(MOST_UNREAD);
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
