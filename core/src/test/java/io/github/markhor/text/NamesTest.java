package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final List<String> KNOWN =
      List.of("adam", "adamw", "sgd", "val_accuracy", "binary_crossentropy", "MaxPooling2D");

  @Test
  void closeNamesAreSuggested() {
    assertEquals("Received: adamm (did you mean adam or adamw?)", Names.received(KNOWN, "adamm"));
    assertEquals("Received: sdg (did you mean sgd?)", Names.received(KNOWN, "sdg"));
    assertEquals(
        "Received: max_pooling2d (did you mean MaxPooling2D?)",
        Names.received(KNOWN, "max_pooling2d"));
    assertEquals(
        "Received: crossentropy (did you mean binary_crossentropy?)",
        Names.received(KNOWN, "crossentropy"));
    assertEquals(
        "Received: val_acc (did you mean val_accuracy?)", Names.received(KNOWN, "val_acc"));
  }

  @Test
  void othersAreNot() {
    assertEquals("Received: nope", Names.received(KNOWN, "nope"));
    assertEquals("Received: null", Names.received(KNOWN, null));
    assertEquals("Received: ", Names.received(KNOWN, ""));
  }

  @Test
  void distancesCountLetters() {
    assertEquals(0, Names.distance("relu", "relu"));
    assertEquals(1, Names.distance("reluu", "relu"));
    assertEquals(1, Names.distance("rleu", "relu"));
    assertEquals(3, Names.distance("kitten", "sitting"));
    assertEquals(4, Names.distance("", "relu"));
  }

  @Test
  void articlesFollowTheFirstLetter() {
    assertEquals("an ActivationFunction", Names.withArticle("ActivationFunction"));
    assertEquals("a Loss", Names.withArticle("Loss"));
  }
}
