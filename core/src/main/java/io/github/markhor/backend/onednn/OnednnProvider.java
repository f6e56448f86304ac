package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.BackendProvider;

/** Opens the backend {@code onednn}. */
public final class OnednnProvider implements BackendProvider {
  @Override
  public String name() {
    return OnednnBackend.NAME;
  }

  /**
   * @throws BackendException if a native library is missing or does not fit the machine
   */
  @Override
  public Backend open() {
    try {
      OpenMp.configure();
      return new OnednnBackend();
    } catch (LinkageError e) {
      throw new BackendException(
          "The backend onednn needs the native libraries of org.bytedeco:javacpp, org.bytedeco:dnnl"
              + " and org.bytedeco:opencl on the class path, each as the jar with the classifier "
              + org.bytedeco.javacpp.Loader.Detector.getPlatform()
              + ". One of them is missing or cannot be loaded: "
              + e.getMessage(),
          e);
    }
  }
}
