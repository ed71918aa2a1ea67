package org.delocate.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One worker process, seen from the process that asks. Serves one task at a time. */
final class WorkerProcess implements AutoCloseable {

  /**
   * What a worker may know of the environment: where programs and libraries are, the language, and
   * how threads wait. Everything else may be a secret.
   */
  private static final Set<String> ENVIRONMENT =
      Set.of(
          "PATH",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "LD_LIBRARY_PATH",
          "OMP_WAIT_POLICY",
          "GOMP_SPINCOUNT",
          "OMP_NUM_THREADS",
          "OPENBLAS_CORETYPE",
          "OPENBLAS_L2_SIZE",
          "SystemRoot",
          "SystemDrive",
          "windir");

  private static final int LINES_KEPT = 20;

  private final Process process;
  private final WorkerChannel channel;
  private final Path scratch;
  private final LinkedBlockingQueue<Optional<WorkerMessage>> inbox = new LinkedBlockingQueue<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile long lastSign;
  private volatile long taskStart;
  private volatile Duration processorTimeAtStart = Duration.ZERO;
  private volatile boolean busy;
  private volatile WorkerFailure ended;
  private volatile boolean silent;
  private int tasksDone;

  /** Starts the process; it is not ready yet. */
  WorkerProcess(WorkerSettings settings) throws IOException {
    Files.createDirectories(settings.scratch());
    scratch = Files.createTempDirectory(settings.scratch(), "worker-");
    ProcessBuilder builder = new ProcessBuilder(command(settings, scratch));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !ENVIRONMENT.contains(name));
    builder.directory(scratch.toFile());
    try {
      process = builder.start();
    } catch (IOException e) {
      ScratchFolders.delete(scratch);
      throw e;
    }
    channel = new WorkerChannel(process.getInputStream(), process.getOutputStream());
    lastSign = System.nanoTime();
    daemon("worker-messages", this::readMessages);
    daemon("worker-errors", this::readErrors);
  }

  private static List<String> command(WorkerSettings settings, Path scratch) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Of the options of this JVM, those that say where it keeps prepared classes and libraries, and
    // how far it compiles: a worker does the same work.
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("-XX:SharedArchiveFile=")
          || option.startsWith("-XX:TieredStopAtLevel=")
          || option.startsWith("-Dorg.bytedeco.javacpp.cachedir=")) {
        command.add(option);
      }
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + scratch.resolve("crash.log"),
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + scratch,
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.addAll(settings.javaOptions());
    command.add("-cp");
    command.add(
        settings.classPath().isEmpty()
            ? absolute(System.getProperty("java.class.path"))
            : settings.classPath().stream()
                .map(place -> place.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
    command.add(settings.mainClass());
    return command;
  }

  /** The class path as seen from another folder. */
  private static String absolute(String classPath) {
    List<String> places = new ArrayList<>();
    for (String place : classPath.split(File.pathSeparator, -1)) {
      places.add(place.isEmpty() ? place : Path.of(place).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void readMessages() {
    try {
      for (Optional<WorkerMessage> message = channel.receive(WorkerMessage.class);
          message.isPresent();
          message = channel.receive(WorkerMessage.class)) {
        lastSign = System.nanoTime();
        inbox.add(message);
      }
    } catch (IOException e) {
      // The same as the end of the pipe.
    }
    silent = true;
    inbox.add(Optional.empty());
  }

  private void readErrors() {
    try (BufferedReader errors =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        synchronized (lastLines) {
          lastLines.add(line.length() > 400 ? line.substring(0, 400) : line);
          if (lastLines.size() > LINES_KEPT) {
            lastLines.remove();
          }
        }
      }
    } catch (IOException e) {
      // It ended.
    }
  }

  /**
   * Sends the options and waits until the networks are loaded.
   *
   * @throws WorkerFailure WORKER_UNAVAILABLE with what the process said
   */
  void awaitReady(WorkerSettings settings) throws WorkerFailure, InterruptedException {
    try {
      channel.send(settings.options());
    } catch (IOException e) {
      throw new WorkerFailure(WorkerFailure.Reason.WORKER_UNAVAILABLE, whyNotReady());
    }
    Optional<WorkerMessage> message =
        inbox.poll(settings.startLimit().toMillis(), TimeUnit.MILLISECONDS);
    if (message == null) {
      throw new WorkerFailure(
          WorkerFailure.Reason.WORKER_UNAVAILABLE, "a worker process did not start in time");
    }
    if (message.isPresent() && message.get() instanceof WorkerMessage.Refused refused) {
      throw new WorkerFailure(
          WorkerFailure.Reason.WORKER_UNAVAILABLE, refused.code(), refused.message());
    }
    if (message.isEmpty()) {
      throw new WorkerFailure(WorkerFailure.Reason.WORKER_UNAVAILABLE, whyNotReady());
    }
  }

  private String whyNotReady() {
    return "a worker process ended before it was ready" + lastWords();
  }

  /** What the process wrote to standard error last, for the one who has to find out why it died. */
  String lastWords() {
    synchronized (lastLines) {
      return lastLines.isEmpty() ? "" : ": " + String.join(" | ", lastLines);
    }
  }

  /**
   * Does a task. It is looked at with its first sign of life, too, so that no task is too short for
   * its limits.
   *
   * @throws WorkerFailure if it ended without a result
   */
  JsonNode run(WorkerTask task, WorkerLimits limits, WorkerPool.Listener listener)
      throws WorkerFailure, InterruptedException {
    taskStart = System.nanoTime();
    lastSign = taskStart;
    processorTimeAtStart = ProcessUse.processorTime(process.toHandle());
    busy = true;
    boolean looked = false;
    try {
      channel.send(task);
      while (true) {
        Optional<WorkerMessage> message = inbox.take();
        if (message.isEmpty()) {
          throw crashed();
        }
        if (message.get() instanceof WorkerMessage.Progress progress) {
          if (!looked) {
            looked = true;
            watch(limits);
            if (ended != null) {
              throw ended;
            }
          }
          listener.progress(progress.done(), progress.total());
        } else if (message.get() instanceof WorkerMessage.Done done) {
          tasksDone++;
          return done.result();
        } else if (message.get() instanceof WorkerMessage.Refused refused) {
          tasksDone++;
          throw refusal(refused);
        }
      }
    } catch (IOException e) {
      throw crashed();
    } finally {
      busy = false;
    }
  }

  private static WorkerFailure refusal(WorkerMessage.Refused refused) {
    WorkerFailure.Reason reason =
        switch (refused.code()) {
          case "write_failed" -> WorkerFailure.Reason.WRITE_FAILED;
          case "internal_error" -> WorkerFailure.Reason.INTERNAL_ERROR;
          default -> WorkerFailure.Reason.INPUT_FAILED;
        };
    return new WorkerFailure(reason, refused.code(), refused.message());
  }

  private WorkerFailure crashed() throws InterruptedException {
    if (ended == null) {
      process.waitFor(5, TimeUnit.SECONDS);
    }
    if (ended != null) {
      return ended;
    }
    String how =
        process.isAlive()
            ? "closed its pipe"
            : "ended unexpectedly (exit code " + process.exitValue() + ")";
    return new WorkerFailure(
        WorkerFailure.Reason.WORKER_CRASHED, "The process that examined the file " + how + ".");
  }

  /** Ends the process if its task takes more than it may. */
  void watch(WorkerLimits limits) {
    if (!busy || ended != null) {
      return;
    }
    OptionalLong resident = ProcessUse.residentBytes(process.pid());
    if (resident.isPresent() && resident.getAsLong() > limits.residentBytes()) {
      end(
          new WorkerFailure(
              WorkerFailure.Reason.WORKER_CRASHED,
              "The process that examined the file took more than "
                  + (limits.residentBytes() >> 20)
                  + " MB of memory and was ended."));
      return;
    }
    long now = System.nanoTime();
    if (now - lastSign > limits.silence().toNanos()) {
      endLate("made no progress for " + inWords(limits.silence()));
    } else if (now - taskStart > limits.time().toNanos()) {
      endLate("took longer than " + inWords(limits.time()));
    } else if (ProcessUse.processorTime(process.toHandle())
            .minus(processorTimeAtStart)
            .compareTo(limits.processorTime())
        > 0) {
      endLate("took more than " + inWords(limits.processorTime()) + " of processor time");
    }
  }

  private static String inWords(Duration time) {
    long seconds = time.toSeconds();
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : time.toMillis() / 1e3 + " s";
  }

  private void endLate(String how) {
    end(
        new WorkerFailure(
            WorkerFailure.Reason.TIMED_OUT,
            "The process that examined the file " + how + " and was ended."));
  }

  private void end(WorkerFailure why) {
    ended = why;
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive() && ended == null && !silent;
  }

  boolean isBusy() {
    return busy;
  }

  long pid() {
    return process.pid();
  }

  int tasksDone() {
    return tasksDone;
  }

  /** Ends the process at once, and removes what it left on disk. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      ScratchFolders.delete(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("what a worker left cannot be removed", e);
    }
  }
}
