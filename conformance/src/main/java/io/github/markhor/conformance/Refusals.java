package io.github.markhor.conformance;

import java.util.ArrayList;
import java.util.List;

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
    List<Object> missing = new ArrayList<>();
    if (given.has("error")) {
      missing.addAll((List<?>) given.map("error").get("mentions"));
    }
    String message = String.valueOf(refused.getMessage());
    missing.removeIf(word -> message.contains((String) word));
    boolean meant =
        !(refused instanceof NullPointerException || refused instanceof ClassCastException);
    checks.that(
        meant && missing.isEmpty(),
        "expected an error that names " + missing + ", received: " + refused);
  }
}
