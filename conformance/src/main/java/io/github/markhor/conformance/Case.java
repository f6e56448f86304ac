package io.github.markhor.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.config.Dialect;
import io.github.markhor.data.numpy.Npz;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A case: what its JSON says, and its arrays. */
final class Case {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a case tells people, or what follows from its arrays. */
  private static final Set<String> FOR_PEOPLE =
      Set.of(
          "kind",
          "what",
          "from",
          "tolerance",
          "note",
          "inputs",
          "expected",
          // files
          "read_by",
          "style",
          "layers",
          "dtype",
          // images
          "picture",
          "checked_by_hand",
          "needs",
          "keras_sample",
          "extras",
          "has_y",
          "has_weights");

  private final String group;
  private final String name;
  private final Path folder;
  private final Map<String, Object> fields;
  private final Set<String> askedFields = new HashSet<>();
  private final Set<String> askedArrays = new HashSet<>();
  private Map<String, NpyArray> arrays;

  private Case(String group, String name, Path folder, Map<String, Object> fields) {
    this.group = group;
    this.name = name;
    this.folder = folder;
    this.fields = fields;
  }

  /** Reads {@code FOLDER/NAME.json}; {@code FOLDER/NAME.npz} is read when it is asked for. */
  @SuppressWarnings("unchecked")
  static Case read(String group, Path json) throws IOException {
    Object content = JSON.readValue(json.toFile(), Object.class);
    String file = json.getFileName().toString();
    String name = file.substring(0, file.length() - ".json".length());
    Path folder = json.toAbsolutePath().getParent();
    Map<String, Object> fields =
        content instanceof Map<?, ?> map && map.get("kind") instanceof String
            ? (Map<String, Object>) content
            : Map.of("kind", "missing", "what", "the JSON of a case without kind");
    return new Case(group, name, folder, fields);
  }

  /** {@code group/name}, as the list of pending cases has it. */
  String id() {
    return group + "/" + name;
  }

  String group() {
    return group;
  }

  String name() {
    return name;
  }

  String kind() {
    return string("kind");
  }

  /** The sentence about what the case holds. */
  String what() {
    return String.valueOf(fields.get("what"));
  }

  /** Where the case lies. */
  Path folder() {
    return folder;
  }

  boolean has(String field) {
    return get(field) != null;
  }

  /** A field as it stands in the JSON, or null. */
  Object get(String field) {
    askedFields.add(field);
    return fields.get(field);
  }

  String string(String field) {
    return (String) require(field);
  }

  int number(String field) {
    return JsonNumbers.whole(require(field));
  }

  boolean flag(String field) {
    return Boolean.TRUE.equals(get(field));
  }

  List<?> list(String field) {
    return (List<?>) require(field);
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> map(String field) {
    return (Map<String, Object>) require(field);
  }

  /**
   * A map with some of the names that its kind has.
   *
   * @throws IllegalArgumentException if it has another: nothing in a case may be passed over
   */
  Map<String, Object> map(String field, Set<String> known) {
    Map<String, Object> map = map(field);
    Set<String> unknown = new TreeSet<>(map.keySet());
    unknown.removeIf(name -> known.contains(name) || map.get(name) == null);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected in " + field + " only " + new TreeSet<>(known) + ". Received: " + unknown);
    }
    return map;
  }

  /** Fields and arrays that mean nothing to this case, as a crop to no size does. */
  void passOver(String... names) {
    askedFields.addAll(List.of(names));
    askedArrays.addAll(List.of(names));
  }

  /** The fields that nothing has asked for, but for those that only tell something. */
  Set<String> unusedFields() {
    Set<String> unused = new TreeSet<>(fields.keySet());
    unused.removeIf(
        field ->
            askedFields.contains(field) || FOR_PEOPLE.contains(field) || fields.get(field) == null);
    return unused;
  }

  /** The arrays that nothing has asked for. */
  Set<String> unusedArrays() {
    Set<String> unused = new TreeSet<>(arrays().keySet());
    if (fields.get("expected") instanceof List<?> names) {
      names.forEach(name -> unused.add((String) name));
    }
    unused.removeAll(askedArrays);
    return unused;
  }

  /** A field as JSON again. */
  String json(String field) {
    try {
      return JSON.writeValueAsString(require(field));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A field that describes a model, as JSON that says which Keras wrote it. */
  String json(String field, String kerasVersion) {
    Map<String, Object> model = new LinkedHashMap<>(map(field));
    model.put("keras_version", kerasVersion);
    try {
      return JSON.writeValueAsString(model);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Object require(String field) {
    Object value = get(field);
    if (value == null) {
      throw new IllegalArgumentException("Expected the field " + field + " in the case.");
    }
    return value;
  }

  /** The dialect of the configs in the case, by its name. */
  Dialect dialect() {
    return name.endsWith("-keras2") ? Dialect.KERAS_2 : Dialect.KERAS_3;
  }

  private Map<String, NpyArray> arrays() {
    if (arrays == null) {
      Path npz = folder.resolve(name + ".npz");
      arrays = new LinkedHashMap<>();
      if (Files.exists(npz)) {
        Npz.read(npz).forEach((array, values) -> arrays.put(array, NpyArray.of(values)));
      }
    }
    return arrays;
  }

  boolean hasArray(String array) {
    return arrays().containsKey(array);
  }

  NpyArray array(String array) {
    NpyArray found = arrays().get(array);
    askedArrays.add(array);
    if (found == null) {
      throw new IllegalArgumentException("Expected the array " + array + " in the case.");
    }
    return found;
  }

  Tensor tensor(String array) {
    return array(array).tensor();
  }

  /** An array, or null where the case has none of that name. */
  Tensor tensorOrNull(String array) {
    return hasArray(array) ? tensor(array) : null;
  }

  /** The arrays {@code prefix0}, {@code prefix1} and so on. */
  List<Tensor> tensors(String prefix) {
    List<Tensor> tensors = new ArrayList<>();
    while (hasArray(prefix + tensors.size())) {
      tensors.add(tensor(prefix + tensors.size()));
    }
    return tensors;
  }

  /** Whether the case states the tolerance that all groups but that of the pictures have. */
  boolean hasTolerance() {
    return get("tolerance") instanceof Map<?, ?> json && json.containsKey("rtol");
  }

  /** The tolerance that the case states. */
  Tolerance tolerance() {
    return Tolerance.of(map("tolerance"));
  }
}
