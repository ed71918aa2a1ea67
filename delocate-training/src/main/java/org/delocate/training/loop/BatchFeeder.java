package org.delocate.training.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Makes batches ahead of the step that needs them, on threads of its own, and hands them out in
 * order. A batch depends on its step's number alone, so the number of threads changes nothing and a
 * resumed run sees the batches that it would have seen.
 *
 * @param <T> a batch
 */
public final class BatchFeeder<T> implements AutoCloseable {

  private final LongFunction<T> maker;
  private final long end;
  private final int ahead;
  private final ExecutorService threads;
  private final Deque<Future<T>> queue = new ArrayDeque<>();
  private long nextToMake;
  private long waitedNanos;

  /**
   * @param first step of the first batch
   * @param end step after the last batch
   * @param threadCount threads that make batches
   * @param ahead batches to keep ready
   */
  public BatchFeeder(long first, long end, int threadCount, int ahead, LongFunction<T> maker) {
    this.maker = maker;
    this.nextToMake = first;
    this.end = end;
    this.ahead = ahead;
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "batches");
              thread.setDaemon(true);
              return thread;
            });
    fill();
  }

  /**
   * The batch of the next step.
   *
   * @throws IllegalStateException past the last step
   */
  public T next() throws InterruptedException {
    Future<T> batch = queue.poll();
    if (batch == null) {
      throw new IllegalStateException("there are no more batches");
    }
    fill();
    long start = System.nanoTime();
    try {
      return batch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a batch could not be made", e.getCause());
    } finally {
      waitedNanos += System.nanoTime() - start;
    }
  }

  /** Seconds that {@link #next} has waited for batches: what the networks lost to slow data. */
  double waitedSeconds() {
    return waitedNanos / 1e9;
  }

  private void fill() {
    while (queue.size() < ahead && nextToMake < end) {
      long step = nextToMake++;
      queue.add(threads.submit(() -> maker.apply(step)));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
