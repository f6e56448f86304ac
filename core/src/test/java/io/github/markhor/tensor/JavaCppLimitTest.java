package io.github.markhor.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.backend.BackendProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JavaCPP's limit is read once in a process, so each case has a process of its own. */
class JavaCppLimitTest {
  /** Far more than four times the heap of the processes below. */
  private static final int OTHERS = 300 << 20;

  /** Takes memory outside the heap, touches JavaCPP through Markhor, and allocates. */
  public static void main(String[] arguments) {
    ByteBuffer taken = ByteBuffer.allocateDirect(OTHERS);
    for (int at = 0; at < OTHERS; at += 1 << 10) {
      taken.put(at, (byte) 1);
    }
    switch (arguments[0]) {
      case "memory" -> HostMemory.allocate(1 << 20).close();
      case "backend" ->
          ServiceLoader.load(BackendProvider.class).forEach(provider -> provider.open());
      default -> {}
    }
    try (BytePointer more = new BytePointer(1 << 20)) {
      System.out.println("allocated " + more.capacity() + " beside " + taken.capacity());
    } catch (OutOfMemoryError e) {
      System.out.println("refused");
    }
  }

  private static String run(String touch, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx32m", "-XX:MaxDirectMemorySize=400m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(JavaCppLimitTest.class.getName(), touch));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(1, TimeUnit.MINUTES);
      return text.lines()
          .filter(line -> line.matches("(allocated|refused).*"))
          .findFirst()
          .orElseThrow(() -> new IOException(text));
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "backend"})
  void whatMarkhorTouchesFirstHasNoLimit(String touch) throws Exception {
    assertEquals("allocated " + (1 << 20) + " beside " + OTHERS, run(touch));
  }

  @Test
  void aLimitThatTheUserSetsIsKept() throws Exception {
    for (String name : new String[] {"maxPhysicalBytes", "maxphysicalbytes"}) {
      assertEquals("refused", run("memory", "-Dorg.bytedeco.javacpp." + name + "=200m"), name);
    }
  }

  /** The limit that the other tests would otherwise meet. */
  @Test
  void javaCppAloneRefuses() throws Exception {
    assertEquals("refused", run("nothing"));
  }
}
