package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.BackendProvider;
import io.github.markhor.backend.onednn.natives.OpenMp;
import io.github.markhor.tensor.JavaCppLimit;
import io.github.markhor.text.NativeAccess;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;

/** Opens the backend {@code onednn}. */
public final class OnednnProvider implements BackendProvider {
  /** The native library in each module's jar. */
  private static final Map<String, String> LIBRARIES =
      new TreeMap<>(Map.of("javacpp", "jnijavacpp", "dnnl", "jnidnnl", "opencl", "jniOpenCL"));

  @Override
  public String name() {
    return OnednnBackend.NAME;
  }

  /**
   * @throws BackendException if a native library is missing, does not fit the machine, or may not
   *     be called
   */
  @Override
  public Backend open() {
    JavaCppLimit.lift();
    try {
      OpenMp.configure();
      return new OnednnBackend(OnednnBackend::wantedSlices);
    } catch (LinkageError | IllegalCallerException e) {
      String refusal = NativeAccess.refusal(e);
      throw new BackendException(refusal != null ? refusal : missing(e), e);
    }
  }

  private static String missing(Throwable error) {
    String platform = Loader.Detector.getPlatform();
    StringBuilder jars = new StringBuilder();
    LIBRARIES.forEach(
        (module, library) -> {
          String file =
              "org/bytedeco/" + module + "/" + platform + "/" + System.mapLibraryName(library);
          if (OnednnProvider.class.getClassLoader().getResource(file) == null) {
            jars.append(jars.isEmpty() ? "" : ", ")
                .append("org.bytedeco:" + module + " with the classifier " + platform);
          }
        });
    return jars.isEmpty()
        ? "The backend onednn's native libraries cannot be loaded: " + error.getMessage()
        : "The backend onednn lacks native libraries. Expected on the class path: " + jars;
  }
}
