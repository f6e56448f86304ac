package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.PreprocessingFunction;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PrefetchTest {
  @TempDir Path folder;

  static long workerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("markhor-pictures"))
        .count();
  }

  /** Waits until every worker waits for something to do: then nothing more will be made. */
  private static void awaitIdleWorkers() throws InterruptedException {
    boolean idle = false;
    while (!idle) {
      Thread.sleep(1);
      idle =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("markhor-pictures"))
              .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }
  }

  @AfterEach
  void nothingIsLeftRunning() {
    assertEquals(0, workerThreads());
  }

  private static ImageDataGenerator augment() {
    return ImageDataGenerator.builder()
        .rescale(1 / 255.0)
        .rotationRange(20)
        .shearRange(0.2)
        .zoomRange(0.2)
        .horizontalFlip(true)
        .build();
  }

  private static List<float[]> epoch(BatchSource source, int number) {
    List<float[]> batches = new ArrayList<>();
    try (var epoch = source.epoch(number)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          batches.add(batch.x().toArray());
          batches.add(batch.y().toArray());
        }
      }
    }
    return batches;
  }

  private static void assertSameBatches(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }

  @Test
  void theNumberOfWorkersChangesNothing() {
    Drawings.classes(folder, 11, 8);
    Flow flow = Flow.defaults().targetSize(10, 9).batchSize(4).seed(77);
    List<float[]> first = null;
    for (int workers : new int[] {1, 2, 8}) {
      try (DirectoryImages images = augment().flowFromDirectory(folder, flow.workers(workers))) {
        List<float[]> batches = epoch(images, 0);
        assertEquals(5 * 2, batches.size());
        assertEquals(3 * 10 * 9 * 3, batches.get(8).length);
        first = first == null ? batches : first;
        assertSameBatches(first, batches);
      }
    }
  }

  @Test
  void anEpochIsTheSameAfterAResumeAndByIndex() {
    Drawings.classes(folder, 7, 6);
    Flow flow = Flow.defaults().targetSize(10, 9).batchSize(4).seed(5).workers(3);
    try (DirectoryImages run = augment().flowFromDirectory(folder, flow);
        DirectoryImages resumed = augment().flowFromDirectory(folder, flow.workers(1))) {
      List<float[]> zero = epoch(run, 0);
      epoch(run, 1);
      List<float[]> two = epoch(run, 2);
      assertFalse(Arrays.equals(zero.get(0), two.get(0)));
      assertSameBatches(two, epoch(resumed, 2));
      for (int i = 0; i < resumed.batches(); i++) {
        assertArrayEquals(two.get(2 * i), resumed.batch(2, i).x().toArray());
      }
    }
  }

  private static Tensor pictures(int count) {
    float[] all = new float[count * 6];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return Tensor.of(all, count, 2, 3, 1);
  }

  private static ArrayImages arrays(int count, int batch, int workers, PreprocessingFunction f) {
    ImageDataGenerator generator = ImageDataGenerator.builder().preprocessingFunction(f).build();
    Tensor labels = Tensor.zeros(count);
    return generator.flow(
        pictures(count),
        labels,
        ArrayFlow.defaults().batchSize(batch).shuffle(false).workers(workers));
  }

  @Test
  void usesTheSameFewBuffersOverAllEpochs() {
    try (ArrayImages images = arrays(50, 4, 3, (picture, h, w, c) -> {})) {
      for (int number = 0; number < 20; number++) {
        epoch(images, number);
        assertTrue(images.buffers() <= 3, "buffers: " + images.buffers());
      }
      images.close();
      assertEquals(0, images.buffers());
      images.close();
      assertThrows(IllegalStateException.class, () -> images.epoch(0));
    }
  }

  @Test
  void staysTwoBatchesAheadAndNoMore() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch ahead = new CountDownLatch(10);
    PreprocessingFunction count =
        (picture, h, w, c) -> {
          made.incrementAndGet();
          ahead.countDown();
        };
    try (ArrayImages images = arrays(40, 5, 4, count);
        var epoch = images.epoch(0)) {
      ahead.await();
      awaitIdleWorkers();
      assertEquals(10, made.get());
      Batch first = epoch.next();
      assertEquals(0, first.x().get(0, 0, 0, 0));
      first.close();
    }
  }

  @Test
  void aBatchThatIsKeptIsNotWrittenOver() {
    ArrayImages images = arrays(40, 5, 2, (picture, h, w, c) -> {});
    List<Batch> kept = new ArrayList<>();
    try (var epoch = images.epoch(0)) {
      epoch.forEachRemaining(kept::add);
      assertThrows(NoSuchElementException.class, epoch::next);
    }
    images.close();
    for (int i = 0; i < kept.size(); i++) {
      assertEquals(i * 30, kept.get(i).x().get(0, 0, 0, 0));
      kept.get(i).close();
      kept.get(i).close();
    }
    assertEquals(0, images.buffers());
  }

  @Test
  void closingInTheMiddleStopsTheWorkers() {
    try (ArrayImages images = arrays(400, 5, 4, (picture, h, w, c) -> {})) {
      BatchSource.Batches epoch = images.epoch(0);
      epoch.next().close();
      epoch.close();
      assertEquals(0, workerThreads());
      assertThrows(IllegalStateException.class, epoch::next);
      // And the source itself, with an epoch that nobody closes.
      images.epoch(1).next().close();
      images.close();
      assertEquals(0, workerThreads());
      assertEquals(0, images.buffers());
    }
  }

  @Test
  void theFirstErrorOfABatchReachesTheCallerAtThatBatch() {
    PreprocessingFunction fails =
        (picture, h, w, c) -> {
          int sample = (int) picture[0] / 6;
          if (sample == 8 || sample == 9) {
            throw new IllegalStateException("sample " + sample);
          }
        };
    for (int workers : new int[] {1, 2, 8}) {
      try (ArrayImages images = arrays(40, 5, workers, fails);
          var epoch = images.epoch(0)) {
        epoch.next().close();
        IllegalStateException e = assertThrows(IllegalStateException.class, epoch::next);
        assertEquals("sample 8", e.getMessage());
        assertSame(e, assertThrows(IllegalStateException.class, epoch::next));
      }
    }
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException {
    CountDownLatch hold = new CountDownLatch(1);
    PreprocessingFunction waits =
        (picture, h, w, c) -> {
          try {
            hold.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (ArrayImages images = arrays(4, 2, 1, waits);
        var epoch = images.epoch(0)) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, epoch::next);
      assertTrue(Thread.interrupted());
      hold.countDown();
      assertEquals(2, epoch.next().size());
    }
  }

  @Test
  void twoEpochsCanRunAtOnce() {
    try (ArrayImages images = arrays(12, 5, 2, (picture, h, w, c) -> {});
        var one = images.epoch(0);
        var other = images.epoch(0)) {
      while (one.hasNext()) {
        try (Batch a = one.next();
            Batch b = other.next()) {
          assertArrayEquals(a.x().toArray(), b.x().toArray());
        }
      }
      assertFalse(other.hasNext());
    }
  }
}
