package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What a user without a logging library sees. */
class NoticesTest {
  private final Logger logger = new Notices.Printing("a.Name");

  @Test
  void whatIsGoodToKnowWaits() {
    Notices.take();
    logger.info("Found {} pictures of {} classes", 7, 2);
    logger.debug("nothing");
    assertEquals(List.of("Found 7 pictures of 2 classes"), Notices.take());
    assertEquals(List.of(), Notices.take());
  }

  @Test
  void whatABusyThreadNotesIsItsOwn() throws InterruptedException {
    Notices.take();
    List<String> taken = new ArrayList<>();
    CountDownLatch noted = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              assertTrue(Notices.begin());
              assertFalse(Notices.begin());
              logger.info("of the other");
              noted.countDown();
              try {
                asked.await();
              } catch (InterruptedException unexpected) {
                return;
              }
              taken.addAll(Notices.take());
              logger.info("too late");
              Notices.end();
            });
    logger.info("of the first");
    other.start();
    noted.await();
    assertEquals(List.of("of the first"), Notices.take());
    asked.countDown();
    other.join();
    assertEquals(List.of("of the other"), taken);
    assertEquals(List.of(), Notices.take());
  }

  @Test
  void onlyTheLastNoticesWait() {
    Notices.take();
    for (int i = 0; i < 30; i++) {
      logger.info("Notice {}", i);
    }
    List<String> waiting = Notices.take();
    assertEquals(20, waiting.size());
    assertEquals("Notice 29", waiting.get(19));
  }

  @Test
  void warningsAreShownAtOnceInPlaceOfABarThatIsBeingDrawn() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setErr(out);
      new ProgressBar(out, () -> 80).draw("1/2", 0, 0, List.of());
      logger.warn("Left out: {}", "cat.jpg", new IllegalStateException("broken"));
      logger.warn("Again");
    } finally {
      System.setErr(usual);
    }
    String text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    assertEquals(
        "\r1/2\r   \rWARN Left out: cat.jpg (java.lang.IllegalStateException: broken)\n"
            + "WARN Again\n",
        text);
  }
}
