package org.delocate.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.delocate.media.library.MediaException;

/** The life of a worker process: take a task, do it, say how it ended, until nobody asks. */
final class WorkerLoop {

  /** Progress is a sign of life; more than this often it would only cost time. */
  private static final long NANOS_BETWEEN_SIGNS = 100_000_000;

  private final WorkerChannel channel;
  private long lastSign;

  WorkerLoop(WorkerChannel channel) {
    this.channel = channel;
  }

  /**
   * Serves until the other side is gone; then this process ends at once, whatever it is doing, so
   * that a server that was killed leaves no worker behind.
   *
   * @param opener makes the runner from the options that come first
   */
  void serve(Function<WorkerOptions, TaskRunner> opener) throws IOException {
    letTheSystemKillThisFirst();
    Optional<WorkerOptions> options = channel.receive(WorkerOptions.class);
    if (options.isEmpty()) {
      return;
    }
    LinkedBlockingQueue<WorkerTask> tasks = new LinkedBlockingQueue<>();
    Thread listener = new Thread(() -> listen(tasks), "worker-listen");
    listener.setDaemon(true);
    listener.start();
    TaskRunner runner;
    try {
      runner = opener.apply(options.get());
    } catch (RuntimeException | LinkageError e) {
      channel.send(new WorkerMessage.Refused("start_failed", firstLine(e)));
      return;
    }
    channel.send(new WorkerMessage.Ready());
    while (true) {
      WorkerTask task;
      try {
        task = tasks.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      channel.send(answer(runner, task));
    }
  }

  private void listen(LinkedBlockingQueue<WorkerTask> tasks) {
    try {
      for (Optional<WorkerTask> task = channel.receive(WorkerTask.class);
          task.isPresent();
          task = channel.receive(WorkerTask.class)) {
        tasks.add(task.get());
      }
    } catch (IOException e) {
      // The same as the end of the pipe.
    }
    Runtime.getRuntime().halt(0);
  }

  private WorkerMessage answer(TaskRunner runner, WorkerTask task) {
    try {
      JsonNode result = runner.run(task, this::sign);
      return new WorkerMessage.Done(result);
    } catch (MediaException e) {
      return new WorkerMessage.Refused(e.reason().code(), firstLine(e));
    } catch (RuntimeException e) {
      return new WorkerMessage.Refused("internal_error", firstLine(e));
    }
  }

  private void sign(long done, long total) {
    long now = System.nanoTime();
    if (now - lastSign < NANOS_BETWEEN_SIGNS) {
      return;
    }
    lastSign = now;
    try {
      channel.send(new WorkerMessage.Progress(done, total));
    } catch (IOException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  /** Where Linux runs out of memory, a worker is to die, not the server. */
  private static void letTheSystemKillThisFirst() {
    Path score = Path.of("/proc/self/oom_score_adj");
    if (Files.isWritable(score)) {
      try {
        Files.write(score, "500".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // Then it is one process among others.
      }
    }
  }

  private static String firstLine(Throwable problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank()
        ? problem.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
