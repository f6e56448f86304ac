package io.github.markhor.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.tensor.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A format of a user's own: this class, and a line in META-INF/services. */
public final class ToyFormat implements ModelFormat {
  private static final String MODEL = "toy model";
  private static final String WEIGHTS = "toy weights";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "the toy format";
  }

  @Override
  public List<String> modelEndings() {
    return List.of(".toy");
  }

  @Override
  public List<String> weightsEndings() {
    return List.of(".weights.toy");
  }

  @Override
  public Claim claim(Path file, byte[] start) {
    // writeUTF puts two bytes of length before the text.
    String text = new String(start, StandardCharsets.UTF_8);
    return text.startsWith(MODEL, 2) || text.startsWith(WEIGHTS, 2) ? Claim.CERTAIN : Claim.NONE;
  }

  @Override
  public SavedModel read(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (!in.readUTF().equals(MODEL)) {
        throw new ModelFileException("Expected a whole model in " + file + ". Received: weights");
      }
      String name = in.readUTF();
      List<LayerDescription> layers = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String className = in.readUTF();
        Map<?, ?> json = JSON.readValue(in.readUTF(), Map.class);
        Config config = new Config(className, Dialect.KERAS_3, Map.of());
        json.forEach((key, value) -> config.with((String) key, value));
        layers.add(LayerDescription.of(className, config));
      }
      return new SavedModel(
          "Toy",
          new Architecture(name, null, layers),
          List.of(),
          readArrays(in),
          () -> null,
          null,
          List.of(),
          () -> {});
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " is damaged.", problem);
    }
  }

  @Override
  public SavedWeights readWeights(Path file, Architecture model) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readUTF().equals(MODEL)) {
        return new SavedWeights(read(file).weights(), () -> {});
      }
      return new SavedWeights(readArrays(in), () -> {});
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " is damaged.", problem);
    }
  }

  private static List<StoredLayer> readArrays(DataInputStream in) throws IOException {
    List<StoredLayer> layers = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String layer = in.readUTF();
      List<StoredArray> arrays = new ArrayList<>();
      int weights = in.readInt();
      for (int j = 0; j < weights; j++) {
        String name = in.readUTF();
        int[] sizes = new int[in.readInt()];
        for (int axis = 0; axis < sizes.length; axis++) {
          sizes[axis] = in.readInt();
        }
        float[] values = new float[(int) Shape.of(sizes).elements()];
        for (int at = 0; at < values.length; at++) {
          values[at] = in.readFloat();
        }
        arrays.add(new StoredArray(name, Shape.of(sizes), () -> values));
      }
      layers.add(new StoredLayer(layer, arrays));
    }
    return layers;
  }

  @Override
  public void write(SavedModel model, Path file) {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeUTF(MODEL);
      out.writeUTF(model.architecture().name());
      out.writeInt(model.architecture().layers().size());
      for (LayerDescription layer : model.architecture().layers()) {
        out.writeUTF(layer.className());
        out.writeUTF(JSON.writeValueAsString(layer.json().get("config")));
      }
      writeArrays(out, model.weights());
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written.", problem);
    }
  }

  @Override
  public void writeWeights(SavedModel model, Path file) {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeUTF(WEIGHTS);
      writeArrays(out, model.weights());
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written.", problem);
    }
  }

  private static void writeArrays(DataOutputStream out, List<StoredLayer> layers)
      throws IOException {
    out.writeInt(layers.size());
    for (StoredLayer layer : layers) {
      out.writeUTF(layer.name());
      out.writeInt(layer.weights().size());
      for (StoredArray array : layer.weights()) {
        out.writeUTF(array.name());
        int[] sizes = array.shape().toArray();
        out.writeInt(sizes.length);
        for (int size : sizes) {
          out.writeInt(size);
        }
        for (float value : array.values().get()) {
          out.writeFloat(value);
        }
      }
    }
  }
}
