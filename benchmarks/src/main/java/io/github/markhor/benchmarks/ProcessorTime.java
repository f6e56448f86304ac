package io.github.markhor.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of all threads, steadier than elapsed time where cores are shared. */
final class ProcessorTime {
  private ProcessorTime() {}

  /** That of all threads since the process began, in nanoseconds. */
  static long nanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
