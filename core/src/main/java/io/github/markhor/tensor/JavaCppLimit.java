package io.github.markhor.tensor;

/**
 * Lifts JavaCPP's limit on the memory of the whole process, for Markhor's modules alone to call.
 *
 * <p>JavaCPP, which native libraries are called through, refuses every allocation once the process
 * takes more than four times the heap's greatest size. It counts what others have taken, the heap
 * included. A model's memory and that of oneDNN and OpenCV have nothing to do with {@code -Xmx}, so
 * Markhor sets {@code org.bytedeco.javacpp.maxPhysicalBytes} to 0, no limit, before it first
 * touches JavaCPP. Who sets this property keeps the limit that it states. A program that uses
 * JavaCPP or ND4J before Markhor has JavaCPP's default, and sets the property on the command line.
 *
 * <p>The limit on what is allocated through JavaCPP itself, {@code maxBytes}, stays: ND4J's arrays
 * are collected when it is reached.
 */
public final class JavaCppLimit {
  private static final String PROPERTY = "org.bytedeco.javacpp.maxPhysicalBytes";

  private JavaCppLimit() {}

  /** Sets the property, unless it is set in either spelling. To be called before JavaCPP is. */
  public static void lift() {
    try {
      if (System.getProperty(PROPERTY) == null
          && System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
        System.setProperty(PROPERTY, "0");
      }
    } catch (SecurityException forbidden) {
      // The default then holds, as it would without Markhor.
      return;
    }
  }
}
