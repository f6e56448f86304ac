package io.github.markhor.backend;

/** Makes a backend; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
  /** The backend's name. */
  String name();

  /**
   * Loads the backend; called once, when it is first chosen.
   *
   * @throws BackendException if something is missing, saying what
   */
  Backend open();
}
