package io.github.markhor.backend;

import io.github.markhor.text.Names;
import io.github.markhor.text.Notices;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * Chooses a backend by name: the one given to {@code compile}, else the system property {@code
 * markhor.backend}, else the environment variable {@code MARKHOR_BACKEND}, else {@code onednn}.
 */
public final class Backends {
  /** The system property that names the backend. */
  public static final String PROPERTY = "markhor.backend";

  /** The environment variable that names the backend. */
  public static final String ENVIRONMENT = "MARKHOR_BACKEND";

  private static final String DEFAULT = "onednn";
  private static final Logger LOG = Notices.logger(Backends.class);
  private static final Map<String, Backend> OPEN = new LinkedHashMap<>();

  private Backends() {}

  /**
   * The backend of that name, loaded when it is first asked for.
   *
   * @param name null for the name in the property, in the environment, or the default
   * @throws BackendException if there is none of that name or it cannot be loaded
   */
  public static synchronized Backend get(String name) {
    String chosen = name != null ? name : System.getProperty(PROPERTY);
    chosen = chosen != null ? chosen : System.getenv(ENVIRONMENT);
    chosen = chosen != null ? chosen : DEFAULT;
    Backend open = OPEN.get(chosen);
    if (open != null) {
      return open;
    }
    TreeSet<String> names = new TreeSet<>();
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      names.add(provider.name());
      if (provider.name().equals(chosen)) {
        Backend backend = provider.open();
        OPEN.put(chosen, backend);
        LOG.info("Backend {}: {}", backend.name(), backend.description());
        return backend;
      }
    }
    throw new BackendException(
        "Expected a backend on the class path: one of "
            + names
            + ". "
            + Names.received(names, chosen));
  }
}
