package io.github.markhor.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of a model's layers as Keras 3 takes them, which has no slashes in them: {@code block/conv}
 * becomes {@code block_conv}, or {@code block_conv_1} where another layer has that name.
 */
public final class PlainNames {
  private PlainNames() {}

  /** A name alone. */
  public static String of(String name) {
    return name.replace('/', '_');
  }

  /** The names of one model's layers, each with its plain one; no two are the same. */
  public static Map<String, String> of(List<String> names) {
    Set<String> taken = new HashSet<>();
    names.stream().filter(name -> name.indexOf('/') < 0).forEach(taken::add);
    Map<String, String> plain = new LinkedHashMap<>();
    for (String name : names) {
      String free = of(name);
      if (name.indexOf('/') >= 0) {
        for (int count = 1; !taken.add(free); count++) {
          free = of(name) + "_" + count;
        }
      }
      plain.put(name, free);
    }
    return plain;
  }

  /** The names of the layers of one model. */
  public static Map<String, String> of(Architecture model) {
    return of(model.layers().stream().map(LayerDescription::name).toList());
  }
}
