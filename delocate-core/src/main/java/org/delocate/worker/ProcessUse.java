package org.delocate.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** What a process takes of the machine, as far as the system tells. */
final class ProcessUse {

  private static final boolean PROC = Files.isReadable(Path.of("/proc/self/status"));
  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private ProcessUse() {}

  /** Memory of the process that is in RAM, in bytes; empty if it is not known. */
  static OptionalLong residentBytes(long pid) {
    try {
      if (PROC) {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)
            .stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> kilobytes(line) << 10)
            .findFirst();
      }
      return MAC ? askPs(pid) : OptionalLong.empty();
    } catch (IOException | NumberFormatException gone) {
      return OptionalLong.empty();
    }
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static OptionalLong askPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String kilobytes =
        new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    return kilobytes.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(kilobytes) << 10);
  }

  /** Time on processors so far; zero if it is not known. */
  static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
