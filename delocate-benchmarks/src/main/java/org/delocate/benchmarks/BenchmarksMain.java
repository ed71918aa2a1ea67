package org.delocate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.delocate.network.engine.Precision;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH's own command line, in the environment of a scan. It leaves out bf16 where that is not known
 * to be faster than fp32, unless {@code -p precision=…} asks for it.
 */
public final class BenchmarksMain {

  /**
   * As the launcher has it. Threads that spin while they wait made opening the model take 0.4 to
   * 4.8 seconds on a busy machine.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "2000", "MALLOC_ARENA_MAX", "2");

  private BenchmarksMain() {}

  /** Runs benchmarks; {@code -h} lists the options. */
  public static void main(String... arguments)
      throws IOException, InterruptedException, CommandLineOptionException {
    if (ENVIRONMENT.keySet().stream().allMatch(name -> System.getenv(name) == null)) {
      System.exit(inEnvironment(arguments));
    }
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    boolean chosen =
        new CommandLineOptions(arguments).getParameter(NetworksBenchmark.PRECISION).hasValue();
    if (!chosen && Precision.AUTO.resolved() == Precision.FP32) {
      all.addAll(List.of("-p", NetworksBenchmark.PRECISION + "=" + Precision.FP32));
    }
    Main.main(all.toArray(String[]::new));
  }

  /** The same in a process of its own: libraries read the environment before Java could set it. */
  private static int inEnvironment(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BenchmarksMain.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(ENVIRONMENT);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }
}
