package org.delocate.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.delocate.media.library.MediaException;

/**
 * A worker process that does what its input says, as a decoder might that meets a hostile file. The
 * talking, the watching and the dying are those of real workers.
 */
final class MisbehavingWorker {
  private MisbehavingWorker() {}

  public static void main(String[] arguments) throws IOException {
    WorkerChannel channel =
        new WorkerChannel(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    new WorkerLoop(channel).serve(options -> MisbehavingWorker::run);
    Runtime.getRuntime().halt(0);
  }

  private static JsonNode run(WorkerTask task, TaskRunner.Progress progress) {
    Path input = Path.of(((WorkerTask.Streams) task).input());
    try {
      String[] words = Files.readString(input).strip().split(" ", -1);
      switch (words[0]) {
        case "crash" -> Runtime.getRuntime().halt(134);
        case "crash-once" -> crashUnless(input.resolveSibling("crashed-once"));
        case "hang" -> TimeUnit.MINUTES.sleep(5);
        case "work" -> {
          for (int i = 0; i < 1000; i++) {
            progress.report(i, 1000);
            TimeUnit.MILLISECONDS.sleep(150);
          }
        }
        case "burn" -> {
          while (!Thread.currentThread().isInterrupted()) {
            progress.report(0, 0);
          }
        }
        case "brief" -> progress.report(1, 1);
        case "eat" -> eat(progress);
        case "refuse" ->
            throw new MediaException(MediaException.Reason.NOT_MEDIA, "this is no video");
        case "fail" -> throw new IllegalStateException("a fault of the program");
        case "environment" -> {
          return WorkerChannel.mapper().valueToTree(Map.copyOf(System.getenv()));
        }
        case "compiler" -> {
          return WorkerChannel.mapper()
              .valueToTree(
                  ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                      .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
                      .toList());
        }
        default -> {
          // A good file.
        }
      }
    } catch (IOException e) {
      throw new MediaException(MediaException.Reason.NOT_FOUND, e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return JsonNodeFactory.instance.numberNode(ProcessHandle.current().pid());
  }

  private static void crashUnless(Path memory) throws IOException {
    if (!Files.exists(memory)) {
      Files.createFile(memory);
      Runtime.getRuntime().halt(134);
    }
  }

  /** Native memory, which the limit of the heap does not bound. */
  private static void eat(TaskRunner.Progress progress) throws InterruptedException {
    List<BytePointer> meals = new ArrayList<>();
    while (meals.size() < 1000) {
      BytePointer meal = new BytePointer(32L << 20);
      BytePointer.memset(meal, 1, 32L << 20);
      meals.add(meal);
      progress.report(meals.size(), 0);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
