package io.github.markhor.conformance;

import io.github.markhor.data.numpy.Npy;
import io.github.markhor.data.numpy.Npz;
import io.github.markhor.data.numpy.NumpyArray;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads NumPy's files, good, odd and hostile ones. */
final class NpyKind {
  private NpyKind() {}

  static void run(Case given, Checks checks) {
    String support = given.string("support");
    Path file = given.folder().resolve(given.string("file"));
    boolean archive = given.string("file").endsWith(".npz");
    if (support.equals("reject")) {
      Refusals.check(given, checks, () -> archive ? Npz.read(file) : Npy.read(file));
      return;
    }
    try {
      if (archive) {
        checkArchive(given, checks, Npz.read(file));
      } else {
        check(checks, "array", given.map("expected"), Npy.read(file));
      }
    } catch (UncheckedIOException refused) {
      if (support.equals("required")) {
        throw refused;
      }
      Path name = file.getFileName();
      checks.that(
          refused.getMessage().contains(name.toString()),
          "expected an error that names " + name + ", received: " + refused);
    }
  }

  @SuppressWarnings("unchecked")
  private static void checkArchive(Case given, Checks checks, Map<String, NumpyArray> arrays) {
    Map<String, Object> expected = (Map<String, Object>) given.map("expected").get("arrays");
    checks.equal("names", expected.keySet(), arrays.keySet());
    expected.forEach(
        (name, array) -> {
          if (arrays.containsKey(name)) {
            check(checks, name, (Map<String, Object>) array, arrays.get(name));
          }
        });
  }

  private static void check(
      Checks checks, String name, Map<String, Object> expected, NumpyArray array) {
    int[] shape =
        ((List<?>) expected.get("shape")).stream().mapToInt(size -> (Integer) size).toArray();
    checks.equal(name + " shape", Arrays.toString(shape), Arrays.toString(array.shape().toArray()));
    // The order of the bytes is the file's; the array that was read is of the same type.
    String type = ((String) expected.get("dtype")).substring(1);
    checks.equal(name + " type", type, array.dtype().substring(1));
    List<?> values = (List<?>) expected.get("values");
    checks.equal(name + " size", values.size(), array.size());
    for (int i = 0; i < Math.min(values.size(), array.size()); i++) {
      checkElement(checks, name + " element " + i, values.get(i), array, i);
    }
  }

  private static void checkElement(
      Checks checks, String name, Object expected, NumpyArray array, int i) {
    if (array.isFloat()) {
      double wanted =
          expected instanceof String text
              ? Double.parseDouble(text)
              : ((Number) expected).doubleValue();
      checks.that(
          Double.compare(wanted, array.getDouble(i)) == 0,
          name + ": expected " + wanted + ", received " + array.getDouble(i));
    } else if (expected instanceof Boolean flag) {
      checks.equal(name, flag ? 1L : 0L, array.getLong(i));
    } else {
      checks.equal(
          name,
          expected.toString(),
          array.dtype().contains("u")
              ? Long.toUnsignedString(array.getLong(i))
              : Long.toString(array.getLong(i)));
    }
  }
}
