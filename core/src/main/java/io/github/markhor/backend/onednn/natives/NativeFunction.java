package io.github.markhor.backend.onednn.natives;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencl.Pfn_notify_BytePointer_Pointer_long_Pointer;

/**
 * A function of a C library that takes at most three integers or pointers, for which JavaCPP has no
 * binding and Java 17 no other way to call. Its result is ignored.
 *
 * <p>It is called through a callback type of JavaCPP's OpenCL preset, which calls any address with
 * a pointer, a pointer, a {@code size_t} and a pointer. On 64-bit Linux, integers and pointers are
 * passed in the same registers, and a function of fewer arguments ignores the others.
 */
final class NativeFunction {
  private final Caller caller;

  private NativeFunction(Pointer function) {
    caller = new Caller(function);
  }

  /** The function of a name in the libraries whose symbols are global, or null. */
  static NativeFunction find(String name) {
    String platform = Loader.getPlatform();
    if (!platform.equals("linux-x86_64") && !platform.equals("linux-arm64")) {
      return null;
    }
    try {
      Pointer function = Loader.addressof(name);
      return function == null || function.isNull() ? null : new NativeFunction(function);
    } catch (LinkageError e) {
      return null;
    }
  }

  void call(long first, long second, long third) {
    caller.call(new First(first), new Second(second), third, null);
  }

  /** Calls the function whose address is stored in the memory that this pointer points to. */
  private static final class Caller extends Pfn_notify_BytePointer_Pointer_long_Pointer {
    private final PointerPointer<Pointer> cell = new PointerPointer<>(2);

    Caller(Pointer function) {
      super((Pointer) null);
      cell.put(0, function);
      cell.put(1, (Pointer) null);
      address = cell.address();
    }
  }

  private static final class First extends BytePointer {
    First(long number) {
      super((Pointer) null);
      address = number;
    }
  }

  private static final class Second extends Pointer {
    Second(long number) {
      address = number;
    }
  }
}
