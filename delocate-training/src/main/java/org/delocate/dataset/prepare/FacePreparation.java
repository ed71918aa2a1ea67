package org.delocate.dataset.prepare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.delocate.dataset.layout.Datasets;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.FaceStoreWriter;
import org.delocate.dataset.store.ShardWriter;
import org.delocate.media.library.OpenCvThreads;

/**
 * Turns a dataset into a store of prepared faces, with the same detector, landmarks and alignment
 * as detection uses. Goes on where an earlier run was stopped.
 */
public final class FacePreparation {

  private final PreparationOptions options;
  private final ProgressListener listener;
  private final PreparationPlan plan;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger nextShard = new AtomicInteger();
  private final long start = System.nanoTime();

  /** Guards the counts below. */
  private final Object counting = new Object();

  private long resumedRecords;
  private long done;
  private long faces;
  private long skipped;

  private FacePreparation(
      PreparationOptions options, ProgressListener listener, PreparationPlan plan) {
    this.options = options;
    this.listener = listener;
    this.plan = plan;
  }

  /**
   * Prepares all records of a dataset. Each worker keeps to its own thread: meanwhile, OpenCV uses
   * one thread a call in the whole program.
   *
   * @throws org.delocate.dataset.record.DatasetException if the dataset cannot be read or the store
   *     cannot be written; finished shards stay
   */
  public static PreparationSummary run(PreparationOptions options, ProgressListener listener) {
    DatasetListing listing = Datasets.open(options.data());
    FacePreparation preparation =
        new FacePreparation(options, listener, PreparationPlan.of(listing, options));
    int threadsBefore = OpenCvThreads.use(1);
    try (FaceStoreWriter writer =
        FaceStoreWriter.open(options.store(), preparation.plan.description())) {
      preparation.work(writer);
    } finally {
      OpenCvThreads.use(threadsBefore);
    }
    try (FaceStore store = FaceStore.open(options.store())) {
      return PreparationSummary.of(
          store, listing, preparation.resumedRecords, preparation.elapsed().toMillis() / 1000.0);
    }
  }

  private void work(FaceStoreWriter writer) {
    ExecutorService pool = Executors.newFixedThreadPool(options.threads());
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      workers.add(pool.submit(() -> takeShards(writer)));
    }
    pool.shutdown();
    RuntimeException failure = null;
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        stopped.set(true);
        failure =
            failure != null
                ? failure
                : e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("the preparation failed", e.getCause());
      } catch (InterruptedException e) {
        stopped.set(true);
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the preparation was interrupted", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void takeShards(FaceStoreWriter writer) {
    try (FaceExtractor extractor = new FaceExtractor(options)) {
      for (int shard = nextShard.getAndIncrement();
          shard < plan.shards() && !stopped.get();
          shard = nextShard.getAndIncrement()) {
        if (writer.isFinished(shard)) {
          resumed(plan.shard(shard).size());
        } else {
          prepare(shard, writer, extractor);
        }
      }
    } catch (RuntimeException e) {
      stopped.set(true);
      throw e;
    }
  }

  private void prepare(int shard, FaceStoreWriter writer, FaceExtractor extractor) {
    try (ShardWriter shardWriter = writer.begin(shard)) {
      List<PreparationPlan.Planned> records = plan.shard(shard);
      int before = Math.min(records.size(), shardWriter.recordsBefore());
      resumed(before);
      for (PreparationPlan.Planned planned : records.subList(before, records.size())) {
        if (stopped.get()) {
          return;
        }
        int added = extractor.extract(planned, shardWriter);
        shardWriter.recordDone();
        counted(added);
      }
      shardWriter.finish();
    }
  }

  private void resumed(int records) {
    synchronized (counting) {
      resumedRecords += records;
      done += records;
    }
  }

  private void counted(int newFaces) {
    synchronized (counting) {
      done++;
      faces += newFaces;
      skipped += newFaces == 0 ? 1 : 0;
      listener.progressed(
          new ProgressListener.Progress(
              done, plan.description().plan().records(), faces, skipped, elapsed(), left()));
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Optional<Duration> left() {
    long ofThisRun = done - resumedRecords;
    if (ofThisRun < 20) {
      return Optional.empty();
    }
    double each = elapsed().toMillis() / (double) ofThisRun;
    return Optional.of(
        Duration.ofMillis(Math.round(each * (plan.description().plan().records() - done))));
  }
}
