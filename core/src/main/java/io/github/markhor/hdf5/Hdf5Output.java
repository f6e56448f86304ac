package io.github.markhor.hdf5;

import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An HDF5 file to be written: groups, arrays, and texts as attributes. It is put together in memory
 * and written at once; the same content gives the same bytes on every machine.
 */
public final class Hdf5Output {
  /**
   * The bytes of the largest attribute, as Keras has it: a header of HDF5 holds no more than 64 KB.
   * A list that takes more is split.
   */
  private static final int LARGEST_ATTRIBUTE = 64512;

  private static final int PIECE = 1 << 20;

  private final Group root = new Group();
  private final List<byte[]> texts = new ArrayList<>();

  /** A group with attributes, groups and arrays. */
  public static final class Group {
    private final Map<String, Object> children = new LinkedHashMap<>();
    private final List<byte[]> attributes = new ArrayList<>();

    private Group() {}
  }

  /**
   * An array.
   *
   * @param floats gives its numbers when they are written; null for one that is not of floats
   * @param bytes its elements, or null
   */
  private record Data(
      Hdf5Encoding.Type type, Shape shape, Supplier<float[]> floats, ByteBuffer bytes) {}

  public Group root() {
    return root;
  }

  /** The group of that name within another, made if it is not there. */
  public Group group(Group parent, String name) {
    Group group = parent;
    for (String part : name.split("/")) {
      group = (Group) group.children.computeIfAbsent(part, unused -> new Group());
    }
    return group;
  }

  /** A text as an attribute. */
  public void text(Group group, String name, String text) {
    put(group, name, Shape.of(), List.of(text));
  }

  /** A list of texts, as several attributes NAME0, NAME1 and so on where one could not hold it. */
  public void texts(Group group, String name, List<String> list) {
    int longest = list.stream().mapToInt(text -> utf8(text).length).max().orElse(1);
    // As Keras does, all texts count as if they were as long as the longest.
    int each = Math.max(1, LARGEST_ATTRIBUTE / Math.max(Hdf5Encoding.TEXT_BYTES, longest) - 1);
    if (list.size() <= each) {
      put(group, name, Shape.of(list.size()), list);
      return;
    }
    for (int from = 0, piece = 0; from < list.size(); from += each, piece++) {
      List<String> part = list.subList(from, Math.min(list.size(), from + each));
      put(group, name + piece, Shape.of(part.size()), part);
    }
  }

  private void put(Group group, String name, Shape shape, List<String> list) {
    group.attributes.add(
        Hdf5Encoding.attribute(name, Hdf5Encoding.Type.STRING, shape, references(list).array()));
  }

  /** The texts' places in the heap, which lies right behind the superblock. */
  private ByteBuffer references(List<String> list) {
    ByteBuffer references = Hdf5Encoding.buffer(list.size() * Hdf5Encoding.TEXT_BYTES);
    for (String text : list) {
      byte[] bytes = utf8(text);
      texts.add(bytes);
      references.putInt(bytes.length).putLong(Hdf5Encoding.SUPERBLOCK_BYTES).putInt(texts.size());
    }
    return references;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An array of float32 under a path, whose groups are made.
   *
   * @param values gives the numbers when they are written
   */
  public void array(Group parent, String names, Shape shape, Supplier<float[]> values) {
    put(parent, names, new Data(Hdf5Encoding.Type.FLOAT, shape, values, null));
  }

  /** A number of shape () under a path. */
  public void number(Group parent, String names, long number) {
    ByteBuffer bytes = Hdf5Encoding.buffer(Long.BYTES).putLong(0, number);
    put(parent, names, new Data(Hdf5Encoding.Type.LONG, Shape.of(), null, bytes));
  }

  /** An array of texts. */
  public void textArray(Group parent, String name, List<String> list) {
    ByteBuffer references = references(list).clear();
    put(parent, name, new Data(Hdf5Encoding.Type.STRING, Shape.of(list.size()), null, references));
  }

  private void put(Group parent, String names, Data data) {
    String[] parts = names.split("/");
    int last = names.length() - parts[parts.length - 1].length();
    Group group = last == 0 ? parent : group(parent, names.substring(0, last - 1));
    if (group.children.putIfAbsent(parts[parts.length - 1], data) != null) {
      throw new IllegalArgumentException("Expected a new name. Received a second time: " + names);
    }
  }

  /**
   * Writes everything to a new file.
   *
   * @throws IOException if the file cannot be made or written
   */
  public void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(channel);
    }
  }

  /** Writes everything from the channel's position on, which then is behind it. */
  public void write(FileChannel channel) throws IOException {
    long base = channel.position();
    Sink sink = new Sink(channel, base);
    sink.append(ByteBuffer.allocate(Hdf5Encoding.SUPERBLOCK_BYTES));
    sink.append(ByteBuffer.wrap(Hdf5Encoding.heap(texts)));
    long address = write(sink, root);
    long end = channel.position();
    channel.position(base);
    sink.append(ByteBuffer.wrap(Hdf5Encoding.superblock(address, end - base)));
    channel.position(end);
  }

  /** Writes what lies in a group, then the group; returns where its header is. */
  private static long write(Sink sink, Group group) throws IOException {
    List<byte[]> messages = new ArrayList<>(Hdf5Encoding.groupMessages());
    for (Map.Entry<String, Object> child : group.children.entrySet()) {
      long address =
          child.getValue() instanceof Group inner
              ? write(sink, inner)
              : write(sink, (Data) child.getValue());
      messages.add(Hdf5Encoding.link(child.getKey(), address));
    }
    if (!group.attributes.isEmpty()) {
      messages.add(Hdf5Encoding.attributeInfo());
      messages.addAll(group.attributes);
    }
    return sink.append(ByteBuffer.wrap(Hdf5Encoding.header(messages)));
  }

  private static long write(Sink sink, Data data) throws IOException {
    long address;
    long count;
    if (data.bytes() != null) {
      address = sink.append(data.bytes());
      count = data.bytes().capacity();
    } else {
      float[] values = data.floats().get();
      address = sink.append(values);
      count = (long) values.length * Float.BYTES;
    }
    byte[] header = Hdf5Encoding.dataset(data.type(), data.shape(), address, count);
    return sink.append(ByteBuffer.wrap(header));
  }

  /**
   * Where the file is written, which may lie within another.
   *
   * @param base the place that addresses count from
   */
  private record Sink(FileChannel channel, long base) {
    /** Writes at a multiple of 8 bytes and returns where. */
    long append(ByteBuffer bytes) throws IOException {
      ByteBuffer padding = ByteBuffer.allocate((int) (base - channel.position() & 7));
      while (padding.hasRemaining()) {
        channel.write(padding);
      }
      long address = channel.position() - base;
      write(bytes.duplicate());
      return address;
    }

    /** Writes numbers, a piece at a time, and returns where. */
    long append(float[] values) throws IOException {
      long address = append(ByteBuffer.allocate(0));
      ByteBuffer piece =
          Hdf5Encoding.buffer((int) Math.min(PIECE, (long) values.length * Float.BYTES));
      for (int from = 0; from < values.length; from += PIECE / Float.BYTES) {
        int count = Math.min(PIECE / Float.BYTES, values.length - from);
        piece.clear().limit(count * Float.BYTES);
        piece.asFloatBuffer().put(values, from, count);
        write(piece);
      }
      return address;
    }

    private void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
