package io.github.markhor.hdf5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group of an HDF5 file: attributes, and by their names further groups and arrays. */
public final class Hdf5Group {
  private final Hdf5File file;
  private final ObjectHeader header;
  private final Map<String, Long> links;
  private Map<String, Hdf5Attribute> attributes;

  Hdf5Group(Hdf5File file, ObjectHeader header) {
    this.file = file;
    this.header = header;
    links = Links.of(file.bytes(), header);
    if (links == null) {
      throw new Hdf5Exception("expected a group");
    }
  }

  /** The names in the group, in the file's order, which for old files is the alphabet's. */
  public List<String> names() {
    return List.copyOf(links.keySet());
  }

  /** The group of a name; null if there is nothing of that name, or no group. */
  public Hdf5Group group(String name) {
    ObjectHeader found = find(name);
    boolean isGroup =
        found != null
            && (found.find(ObjectHeader.SYMBOL_TABLE) != null
                || found.find(ObjectHeader.LINK_INFO) != null);
    return isGroup ? new Hdf5Group(file, found) : null;
  }

  /** The array of a name; null if there is nothing of that name, or no array. */
  public Hdf5Array array(String name) {
    ObjectHeader found = find(name);
    return found == null || found.find(ObjectHeader.LAYOUT) == null
        ? null
        : Hdf5Array.read(file, found);
  }

  private ObjectHeader find(String name) {
    Long address = links.get(name);
    if (address == null) {
      return null;
    }
    if (address == Links.NOT_FOLLOWED) {
      throw new Hdf5Exception("links are not followed: " + name + " is one");
    }
    return file.header(address);
  }

  /** The attribute of a name, or null. */
  public Hdf5Attribute attribute(String name) {
    if (attributes == null) {
      attributes = new LinkedHashMap<>();
      Hdf5Attribute.readAll(file, header, attributes);
    }
    return attributes.get(name);
  }
}
