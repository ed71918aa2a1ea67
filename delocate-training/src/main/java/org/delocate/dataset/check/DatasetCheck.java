package org.delocate.dataset.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.layout.Datasets;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;

/** Looks through a dataset: what its reader found, and whether the files can be read. */
public final class DatasetCheck {

  private DatasetCheck() {}

  /** Told how many of the files were opened; called from several threads. */
  @FunctionalInterface
  public interface Listener {
    void opened(long done, long total);
  }

  /** What opening a record showed. */
  record Opened(Optional<String> unreadable, Optional<String> maskLength) {}

  /**
   * Checks a dataset.
   *
   * @param quick open no file: believe the lists and the names
   * @param threads that open files, at least 1
   * @throws org.delocate.dataset.record.DatasetException if the dataset cannot be read at all
   */
  public static DatasetReport run(String data, boolean quick, int threads, Listener listener) {
    DatasetListing listing = Datasets.open(data);
    return DatasetReport.of(
        listing, quick ? List.of() : open(listing.records(), threads, listener), quick);
  }

  private static List<Opened> open(List<FaceRecord> records, int threads, Listener listener) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      AtomicLong done = new AtomicLong();
      List<Future<Opened>> futures = new ArrayList<>();
      for (FaceRecord record : records) {
        futures.add(
            pool.submit(
                () -> {
                  Opened opened = open(record);
                  listener.opened(done.incrementAndGet(), records.size());
                  return opened;
                }));
      }
      List<Opened> opened = new ArrayList<>();
      for (Future<Opened> future : futures) {
        opened.add(future.get());
      }
      return opened;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the check was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the check failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Decodes the first moment that the record has, with its original and its mask. */
  private static Opened open(FaceRecord record) {
    try (RecordFrames frames = RecordFrames.open(record, 1)) {
      boolean found = frames.next().isPresent();
      Optional<String> mask = maskLength(record);
      Optional<SkippedRecord> fault = frames.fault();
      if (!found && fault.map(SkippedRecord::reason).equals(SHORT)) {
        return new Opened(Optional.empty(), fault.map(SkippedRecord::message));
      }
      if (!found && record.forgedSpans().isEmpty()) {
        return new Opened(Optional.of("no frame can be decoded"), mask);
      }
      boolean damaged =
          fault.map(SkippedRecord::reason).equals(Optional.of(SkippedRecord.Reason.DAMAGED_FRAMES));
      return new Opened(damaged ? fault.map(SkippedRecord::message) : Optional.empty(), mask);
    } catch (MediaException e) {
      return new Opened(Optional.of(e.reason().code() + ": " + e.getMessage()), Optional.empty());
    } catch (RuntimeException e) {
      // One file that a library chokes on is a finding, not the end of the check.
      return new Opened(Optional.of(String.valueOf(e)), Optional.empty());
    }
  }

  private static final Optional<SkippedRecord.Reason> SHORT =
      Optional.of(SkippedRecord.Reason.SHORT_COMPANION);

  private static Optional<String> maskLength(FaceRecord record) {
    if (record.mask().isEmpty() || !RecordFrames.isMoving(record)) {
      return Optional.empty();
    }
    long video = frames(record.path());
    long mask = frames(record.mask().get().path());
    return video == mask
        ? Optional.empty()
        : Optional.of(video + " frames, and " + mask + " of the mask");
  }

  private static long frames(java.nio.file.Path path) {
    try (MediaReader reader =
        MediaReader.open(path, MediaLimits.defaults(), FrameSampling.even(1), 1)) {
      return reader.info().frames();
    }
  }
}
