package io.github.markhor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cases that must fail, with a message that says what is wrong. */
final class Refusals {
  private Refusals() {}

  /** An action that must fail. */
  @FunctionalInterface
  interface Attempt {
    Object make() throws Exception;
  }

  /** Checks that an attempt fails as the case's {@code error} says. */
  static void check(Case given, Checks checks, Attempt attempt) throws IllegalStateException {
    try {
      Object made = attempt.make();
      checks.that(false, "expected to be refused, received " + made);
    } catch (Exception refused) {
      checkMentions(given, checks, refused);
    }
  }

  /** Checks that a refusal says what the case wants to read. */
  static void checkMentions(Case given, Checks checks, Exception refused) {
    checkMentions(
        given.has("error") ? (List<?>) given.map("error").get("mentions") : List.of(),
        checks,
        refused);
  }

  /** Checks that a refusal has some words in it; an argument of Keras's may have Markhor's name. */
  static void checkMentions(List<?> words, Checks checks, Exception refused) {
    List<Object> missing = new ArrayList<>(words);
    String message = String.valueOf(refused.getMessage());
    missing.removeIf(
        word -> message.contains((String) word) || message.contains(camelCase((String) word)));
    boolean meant =
        !(refused instanceof NullPointerException || refused instanceof ClassCastException);
    checks.that(
        meant && missing.isEmpty(),
        "expected an error that names " + missing + ", received: " + refused);
  }

  private static String camelCase(String name) {
    return Pattern.compile("_([a-z])")
        .matcher(name)
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }
}
