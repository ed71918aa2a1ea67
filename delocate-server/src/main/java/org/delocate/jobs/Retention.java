package org.delocate.jobs;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.delocate.storage.AuditLog;
import org.delocate.storage.ResumableUpload;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StorageException;
import org.delocate.storage.StoredScan;
import org.delocate.storage.UploadStore;

/**
 * Removes what is not to be kept: uploads so many days after their scan ended, the reports with
 * them if that is wanted, and resumable uploads that nobody went on with.
 */
public final class Retention implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Retention.class.getName());
  private static final long MINUTES_BETWEEN_LOOKS = 10;

  private final ScanStore scans;
  private final UploadStore uploads;
  private final Intake intake;
  private final AuditLog audit;
  private final Optional<Duration> keep;
  private final boolean reportsToo;
  private final Thread thread = new Thread(this::work, "retention");

  /**
   * A retention.
   *
   * @param keep how long uploads stay after their scan; empty for ever
   * @param reportsToo whether the report and the row go with the upload
   */
  public Retention(
      ScanStore scans,
      UploadStore uploads,
      Intake intake,
      AuditLog audit,
      Optional<Duration> keep,
      boolean reportsToo) {
    this.scans = scans;
    this.uploads = uploads;
    this.intake = intake;
    this.audit = audit;
    this.keep = keep;
    this.reportsToo = reportsToo;
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void work() {
    while (true) {
      try {
        removeStrays();
        runOnce(System.currentTimeMillis());
        TimeUnit.MINUTES.sleep(MINUTES_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        return;
      } catch (StorageException e) {
        LOG.log(Level.WARNING, "retention waits for the storage: {0}", e.getMessage());
        try {
          TimeUnit.SECONDS.sleep(30);
        } catch (InterruptedException stop) {
          return;
        }
      }
    }
  }

  private boolean straysRemoved;

  private void removeStrays() {
    if (!straysRemoved) {
      intake.removeStrays();
      straysRemoved = true;
    }
  }

  /**
   * Removes what is due.
   *
   * @param now milliseconds since 1970
   * @return how many scans lost their upload
   */
  public int runOnce(long now) {
    for (ResumableUpload upload : uploads.expired()) {
      intake.drop(upload);
    }
    if (keep.isEmpty()) {
      return 0;
    }
    int removed = 0;
    List<StoredScan> due = scans.endedBefore(now - keep.get().toMillis(), reportsToo);
    while (!due.isEmpty()) {
      for (StoredScan scan : due) {
        if (reportsToo) {
          intake.delete(scan);
        } else {
          intake.removeUpload(scan);
        }
        audit.add(
            "retention", reportsToo ? "delete" : "remove upload", scan.id(), scan.upload().name());
        removed++;
      }
      due = scans.endedBefore(now - keep.get().toMillis(), reportsToo);
    }
    return removed;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
