package io.github.markhor.hdf5;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were changed: whatever is wrong is an Hdf5Exception. */
final class HostileHdf5Test {
  /** Reads it, which must end soon and in no other error than that of this package. */
  private static void survive(byte[] bytes, String what) {
    try {
      HostileHdf5.walk(bytes);
    } catch (Hdf5Exception refused) {
      assertTrue(refused.getMessage().length() > 5);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
      throw new AssertionError(what, other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "latest"})
  void everyTruncationIsRefused(String name) {
    byte[] whole = Hdf5FileTest.bytes(name);
    for (int length = 0; length < whole.length; length += 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(Hdf5Exception.class, () -> HostileHdf5.walk(part), "of " + length + " bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "latest", "large"})
  void everyByteMayBeWrong(String name) {
    byte[] whole = Hdf5FileTest.bytes(name);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] changed = mutant(whole, random);
      survive(changed, name + " mutant " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "latest", "large"})
  @Tag("slow")
  void veryManyMutantsSurvive(String name) {
    byte[] whole = Hdf5FileTest.bytes(name);
    for (int seed = 0; seed < 30_000; seed++) {
      byte[] changed = mutant(whole, new Random(seed));
      String what = name + " of seed " + seed;
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> survive(changed, what), what);
    }
  }

  /** A file with some bytes or numbers changed, mostly near its structures. */
  static byte[] mutant(byte[] whole, Random random) {
    byte[] changed = whole.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(whole.length - 8);
      switch (random.nextInt(5)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) random.nextInt(256);
        case 2 -> {
          // Another address or length, where one may be.
          long value = random.nextBoolean() ? random.nextInt(whole.length) : random.nextLong();
          ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at & ~7, value);
        }
        case 3 -> Arrays.fill(changed, at, at + 8, (byte) random.nextInt(256));
        default -> {
          // A piece of the file in another place: nodes that lead to each other.
          int from = random.nextInt(whole.length - 8);
          int count = Math.min(random.nextInt(200), whole.length - Math.max(from, at));
          System.arraycopy(whole, from, changed, at, count);
        }
      }
    }
    return changed;
  }

  /** Where bytes stand in others. */
  private static int find(byte[] whole, byte[] piece, int from) {
    for (int at = from; at + piece.length <= whole.length; at++) {
      if (Arrays.equals(whole, at, at + piece.length, piece, 0, piece.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void aTreeThatLeadsToItselfIsRefused() {
    byte[] whole = Hdf5FileTest.bytes("earliest");
    byte[] tree = {'T', 'R', 'E', 'E', 0, 0};
    ByteBuffer changed = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = find(whole, tree, 0); at >= 0; at = -1) {
      // Level 1, whose only child is the node itself.
      changed.put(at + 5, (byte) 1).putShort(at + 6, (short) 1).putLong(at + 32, at);
    }
    assertThrows(Hdf5Exception.class, () -> HostileHdf5.walk(changed.array()));
  }

  /** Found by fuzzing: the other axis of an empty array has a size beyond that of an array. */
  @Test
  void anEmptyArrayWithAHugeAxisIsRefused() {
    byte[] whole = Hdf5FileTest.bytes("earliest");
    // The dataspace of the array "none", version 1, of shape (0, 4) and at most (0, 4).
    ByteBuffer space = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    space.put((byte) 1).put((byte) 2).position(8).putLong(0).putLong(4);
    int at = find(whole, Arrays.copyOf(space.array(), 2), 0);
    while (ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(at + 8) != 0
        || ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(at + 16) != 4) {
      at = find(whole, Arrays.copyOf(space.array(), 2), at + 1);
    }
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(at + 16, 1L << 40);
    Hdf5Group root = Hdf5File.of(ByteBuffer.wrap(whole)).root();
    assertThrows(Hdf5Exception.class, () -> root.array("none"));
  }

  @Test
  void arraysThatShareTheirBytesAreRefusedWhenTheyAreTooMany() {
    byte[] whole = Hdf5FileTest.bytes("large");
    try (Hdf5File file = Hdf5File.of(ByteBuffer.wrap(whole))) {
      assertThrows(
          Hdf5Exception.class,
          () -> {
            for (int i = 0; i < 10_000; i++) {
              file.root().array("pages");
            }
          });
    }
  }
}
