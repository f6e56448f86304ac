package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Place;
import java.util.ArrayList;
import java.util.List;

/** The copies of one value in memory, each in another layout. */
final class StoredValue {
  private Buffer cOrder;
  private WrittenValue written;
  private Place slices;
  private int sliceCount;
  private final List<Place> copies = new ArrayList<>();

  /** True if there is no copy. */
  boolean isEmpty() {
    return cOrder == null && written == null && slices == null;
  }

  /** The copy in C order, or null. */
  Buffer cOrder() {
    return cOrder;
  }

  void setCOrder(Buffer buffer) {
    cOrder = buffer;
  }

  /** The copy from which all others are made; null if that is the one in C order. */
  WrittenValue written() {
    return written;
  }

  void setWritten(Place place, Layout layoutOfCOrder) {
    written = new WrittenValue(place, layoutOfCOrder);
    copies.add(place);
  }

  /** All of so many slices of the batch one after the other, in the layout of one; or null. */
  Place slices(int count) {
    return count == sliceCount ? slices : null;
  }

  void setSlices(Place place, int count) {
    slices = place;
    sliceCount = count;
  }

  /** The copy in a layout other than C order, or null. */
  Place copy(Layout wanted) {
    for (Place place : copies) {
      if (place.layout().same(wanted)) {
        return place;
      }
    }
    return null;
  }

  void addCopy(Place copy) {
    copies.add(copy);
  }
}
