package io.github.markhor.serve;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
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
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** The pictures in the body of a request, in memory and within bounds. */
final class Uploads {
  private static final int MOST_PARTS = 100;

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
   * Lets what was not read of a body pass by, and does something then. A client that still sends
   * while the connection is closed would not see the answer. Nothing waits for a body that is too
   * large, and one that breaks off is at its end.
   */
  void pass(Request request, Runnable then) {
    long length = request.getLength();
    if (length < 0 || length > maxBytes) {
      then.run();
      return;
    }
    Scheduler.Task tooSlow = limitTime(request);
    Runnable atEnd =
        () -> {
          tooSlow.cancel();
          then.run();
        };
    Content.Source.consumeAll(request, Callback.from(atEnd, problem -> atEnd.run()));
  }

  private List<File> body(Request request) throws IOException {
    String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return parts(request, type);
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLarge();
      }
      if (bytes.length == 0) {
        throw new Refusal(400, "Expected the bytes of a picture as the body. Received: none");
      }
      return List.of(new File("", bytes));
    }
  }

  private Refusal tooLarge() {
    return new Refusal(413, "Expected at most " + maxBytes + " bytes. Received: more");
  }

  private List<File> parts(Request request, String type) throws IOException {
    // All stays in memory.
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxSize(maxBytes)
            .maxMemoryPartSize(-1)
            .build();
    List<File> files = new ArrayList<>();
    try (MultiPartFormData.Parts parts =
        MultiPartFormData.getParts(request, request, type, config)) {
      for (MultiPart.Part part : parts) {
        if (part.getFileName() != null) {
          try (InputStream in = Content.Source.asInputStream(part.getContentSource())) {
            files.add(new File(part.getFileName(), in.readAllBytes()));
          }
        }
      }
    } catch (RuntimeException problem) {
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      boolean large = String.valueOf(cause.getMessage()).contains("max length exceeded");
      throw large
          ? tooLarge()
          : new Refusal(400, "Expected multipart/form-data with files. Received: " + cause);
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
