package org.delocate.cli.scan;

import org.delocate.cli.display.Progress;
import org.delocate.detection.scan.ScanListener;

/**
 * One input's share of a run's progress.
 *
 * @param progress of the run
 * @param before share of the run that lies before this input, 0..1
 * @param share of the run that is this input, 0..1
 * @param name what to call it
 */
record InputProgress(Progress progress, double before, double share, String name)
    implements ScanListener {

  void begin() {
    progress.report(before, name);
  }

  @Override
  public void progress(long framesDone, long framesTotal) {
    double done = framesTotal > 0 ? Math.min(1, (double) framesDone / framesTotal) : 0;
    progress.report(before + share * done, name);
  }
}
