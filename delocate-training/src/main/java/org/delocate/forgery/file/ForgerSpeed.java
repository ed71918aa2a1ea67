package org.delocate.forgery.file;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.forger.Forger;

/**
 * How fast a forger is.
 *
 * @param method its name
 * @param facesPerSecond of all threads together
 */
public record ForgerSpeed(String method, double facesPerSecond) {

  /**
   * Forges faces for a while, after a warm-up of a third of that.
   *
   * @param faces real crops, forged in turn
   * @param threads that forge at the same time
   * @param seconds to measure for
   */
  public static ForgerSpeed measure(
      Forger forger, List<StoredFace> faces, int threads, double seconds) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      run(forger, faces, threads, seconds / 3, pool);
      long start = System.nanoTime();
      long count = run(forger, faces, threads, seconds, pool);
      return new ForgerSpeed(forger.method(), count / ((System.nanoTime() - start) / 1e9));
    } finally {
      pool.shutdownNow();
    }
  }

  private static long run(
      Forger forger, List<StoredFace> faces, int threads, double seconds, ExecutorService pool) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<Future<Long>> workers = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      long seed = thread;
      workers.add(
          pool.submit(
              () -> {
                SplittableRandom random = new SplittableRandom(seed);
                long count = 0;
                while (System.nanoTime() < end) {
                  forger.forge(faces.get((int) (count % faces.size())), random.split());
                  count++;
                }
                return count;
              }));
    }
    long sum = 0;
    try {
      for (Future<Long> worker : workers) {
        sum += worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while forging", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(forger.method() + " failed", e.getCause());
    }
    return sum;
  }
}
