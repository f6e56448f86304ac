package io.github.markhor.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the threads of the process have computed: steadier than time where cores are shared. */
final class ProcessorTime {
  private ProcessorTime() {}

  /** That of all threads since the process began, in nanoseconds. */
  static long nanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
