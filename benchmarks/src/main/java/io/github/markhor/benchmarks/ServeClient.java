package io.github.markhor.benchmarks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Sends photographs, drawn ones, to a server and compares its answers with its first ones. */
final class ServeClient {
  private static final int PICTURES = 8;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;
  private final List<byte[]> pictures = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  ServeClient(URI server) throws IOException {
    this.uri = server.resolve("/api/classify");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PICTURES; i++) {
      pictures.add(photograph(random));
      HttpResponse<String> answer = send(pictures.get(i));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("The first request got " + answer.body());
      }
      answers.add(answer.body());
    }
  }

  /** What became of requests: the times of those that were answered, and how many were not. */
  record Counts(Times times, int refused, int wrong) {
    static Counts together(List<Counts> parts) {
      return new Counts(
          Times.together(parts.stream().map(Counts::times).toList()),
          parts.stream().mapToInt(Counts::refused).sum(),
          parts.stream().mapToInt(Counts::wrong).sum());
    }
  }

  /** Sends requests one after the other as long as some are left. */
  Counts ask(AtomicInteger left) {
    Times times = new Times();
    int refused = 0;
    int wrong = 0;
    int turn;
    while ((turn = left.getAndDecrement()) > 0) {
      long start = System.nanoTime();
      HttpResponse<String> answer = send(pictures.get(turn % PICTURES));
      if (answer.statusCode() == 503) {
        refused++;
        continue;
      }
      times.add(System.nanoTime() - start);
      if (answer.statusCode() != 200 || !answer.body().equals(answers.get(turn % PICTURES))) {
        wrong++;
      }
    }
    return new Counts(times, refused, wrong);
  }

  private HttpResponse<String> send(byte[] picture) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(picture)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException problem) {
      throw new IllegalStateException("The server does not answer: " + problem, problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking.", interrupted);
    }
  }

  /** A JPEG of coloured discs, of the size of what a phone sends after it has made it smaller. */
  private static byte[] photograph(SplittableRandom random) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 200; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int size = random.nextInt(10, 200);
      graphics.fillOval(random.nextInt(WIDTH) - 50, random.nextInt(HEIGHT) - 50, size, size);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
