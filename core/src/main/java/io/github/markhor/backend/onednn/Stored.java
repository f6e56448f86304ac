package io.github.markhor.backend.onednn;

import java.util.ArrayList;
import java.util.List;

/** A value's copies in memory. */
final class Stored {
  private Buffer plain;
  private Place made;
  private Layout plainLayout;
  private Place inSlices;
  private final List<Place> copies = new ArrayList<>();

  /** True if the value lies nowhere. */
  boolean isEmpty() {
    return plain == null && made == null && inSlices == null;
  }

  /** The copy in C order, or null. */
  Buffer plain() {
    return plain;
  }

  void plain(Buffer buffer) {
    plain = buffer;
  }

  /** The copy that was made first, or null if that is the one in C order. */
  Place made() {
    return made;
  }

  /** How oneDNN sees the C order, if the value was made in another. */
  Layout plainLayout() {
    return plainLayout;
  }

  void made(Place place, Layout layoutOfPlain) {
    made = place;
    plainLayout = layoutOfPlain;
    copies.add(place);
  }

  /** All slices of the batch one after the other, in the layout of one; or null. */
  Place inSlices() {
    return inSlices;
  }

  void inSlices(Place place) {
    inSlices = place;
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

  void add(Place copy) {
    copies.add(copy);
  }
}
