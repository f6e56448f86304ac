package io.github.markhor.callbacks;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@link Progress} of a training behind the end of a model's file: readers of HDF5 do not look
 * there, and model and progress are replaced together. Ends with its length and a mark.
 */
final class ProgressAppendix {
  private static final long MARK = 0x4d61726b686f7231L; // "Markhor1"
  private static final int TAIL = 2 * Long.BYTES;

  private ProgressAppendix() {}

  /** Appends to a file and brings it to the disk. */
  static void append(Path file, Progress progress) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long start = channel.position();
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
      write(progress, out);
      out.flush();
      long length = channel.position() - start;
      out.writeLong(length);
      out.writeLong(MARK);
      out.flush();
      channel.force(true);
    }
  }

  /** Whether there is one behind a file's end, damaged or not. */
  static boolean isIn(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return length(channel) >= 0;
    }
  }

  /** The bytes that a file's end claims for its progress; -1 for none. */
  private static long length(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < TAIL) {
      return -1;
    }
    ByteBuffer tail = ByteBuffer.allocate(TAIL);
    channel.read(tail, size - TAIL);
    if (tail.getLong(Long.BYTES) != MARK) {
      return -1;
    }
    return tail.getLong(0) & Long.MAX_VALUE;
  }

  /**
   * The progress behind a file's end.
   *
   * @throws IOException if it is damaged, or there is none
   */
  static Progress read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = length(channel);
      long most = channel.size() - TAIL;
      if (length < 0 || length > most) {
        throw new IOException("It claims a progress of " + length + " bytes.");
      }
      channel.position(most - length);
      return read(
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel))), length);
    } catch (EOFException | IllegalArgumentException damaged) {
      throw new IOException("Its progress is damaged.", damaged);
    }
  }

  private static void write(Progress progress, DataOutputStream out) throws IOException {
    out.writeInt(progress.next().epoch());
    out.writeInt(progress.next().batch());
    out.writeInt(progress.steps());
    out.writeBoolean(progress.stopped());
    out.writeBoolean(progress.averagesInWeights());
    out.writeInt(progress.metrics().size());
    for (String name : progress.metrics()) {
      write(name, out);
    }
    out.writeInt(progress.sums().size());
    for (Map.Entry<String, Tensor> sum : progress.sums().entrySet()) {
      write(sum.getKey(), out);
      write(sum.getValue(), out);
    }
    writeNumbers(progress.logs(), out);
    out.writeInt(progress.callbacks().size());
    for (Progress.OfCallback callback : progress.callbacks()) {
      write(callback.className(), out);
      out.writeInt(callback.number());
      write(callback.state(), out);
    }
  }

  private static Progress read(DataInputStream in, long length) throws IOException {
    Position next = new Position(in.readInt(), in.readInt());
    int steps = in.readInt();
    boolean stopped = in.readBoolean();
    boolean averages = in.readBoolean();
    List<String> metrics = new ArrayList<>();
    for (int left = count(in, length); left > 0; left--) {
      metrics.add(text(in, length));
    }
    Map<String, Tensor> sums = new LinkedHashMap<>();
    for (int left = count(in, length); left > 0; left--) {
      sums.put(text(in, length), tensor(in, length));
    }
    Map<String, Double> logs = numbers(in, length);
    List<Progress.OfCallback> callbacks = new ArrayList<>();
    for (int left = count(in, length); left > 0; left--) {
      callbacks.add(new Progress.OfCallback(text(in, length), in.readInt(), state(in, length)));
    }
    return new Progress(next, steps, stopped, averages, metrics, sums, logs, callbacks);
  }

  private static void write(CallbackState state, DataOutputStream out) throws IOException {
    writeNumbers(state.numbers(), out);
    out.writeInt(state.texts().size());
    for (Map.Entry<String, String> text : state.texts().entrySet()) {
      write(text.getKey(), out);
      write(text.getValue(), out);
    }
    out.writeInt(state.tensors().size());
    for (Map.Entry<String, List<Tensor>> list : state.tensors().entrySet()) {
      write(list.getKey(), out);
      out.writeInt(list.getValue().size());
      for (Tensor tensor : list.getValue()) {
        write(tensor, out);
      }
    }
  }

  private static CallbackState state(DataInputStream in, long length) throws IOException {
    CallbackState state = new CallbackState();
    numbers(in, length).forEach(state::number);
    for (int left = count(in, length); left > 0; left--) {
      state.text(text(in, length), text(in, length));
    }
    for (int left = count(in, length); left > 0; left--) {
      String name = text(in, length);
      List<Tensor> list = new ArrayList<>();
      for (int tensors = count(in, length); tensors > 0; tensors--) {
        list.add(tensor(in, length));
      }
      state.tensors(name, list);
    }
    return state;
  }

  private static void writeNumbers(Map<String, Double> numbers, DataOutputStream out)
      throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      write(number.getKey(), out);
      out.writeDouble(number.getValue());
    }
  }

  private static Map<String, Double> numbers(DataInputStream in, long length) throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int left = count(in, length); left > 0; left--) {
      numbers.put(text(in, length), in.readDouble());
    }
    return numbers;
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static String text(DataInputStream in, long length) throws IOException {
    char[] text = new char[count(in, length)];
    for (int i = 0; i < text.length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }

  private static void write(Tensor tensor, DataOutputStream out) throws IOException {
    int[] sizes = tensor.shape().toArray();
    out.writeInt(sizes.length);
    for (int size : sizes) {
      out.writeInt(size);
    }
    FloatBuffer numbers = tensor.buffer();
    for (int i = 0; i < numbers.limit(); i++) {
      out.writeFloat(numbers.get(i));
    }
  }

  private static Tensor tensor(DataInputStream in, long length) throws IOException {
    int[] sizes = new int[count(in, length)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = in.readInt();
    }
    Shape shape = Shape.of(sizes);
    if (shape.elements() > length / Float.BYTES) {
      throw new EOFException("A tensor " + shape + " in " + length + " bytes.");
    }
    float[] numbers = new float[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    return Tensor.of(numbers, shape);
  }

  /** A count, which cannot be larger than the bytes that there are. */
  private static int count(DataInputStream in, long length) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > length) {
      throw new EOFException("A count of " + count + " in " + length + " bytes.");
    }
    return count;
  }
}
