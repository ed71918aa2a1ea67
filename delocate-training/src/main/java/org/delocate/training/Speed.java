package org.delocate.training;

/** How fast a run goes, between two lines of its log. */
final class Speed {

  private final BatchFeeder<?> feeder;
  private final int facesPerStep;
  private long steps;
  private long start;
  private double waited;

  Speed(BatchFeeder<?> feeder, int facesPerStep) {
    this.feeder = feeder;
    this.facesPerStep = facesPerStep;
    start();
  }

  /**
   * @param waitedShare share of the time in which the networks waited for batches
   */
  record Window(double facesPerSecond, double waitedShare) {}

  /** Begins to measure anew: what happened since the last step was no training. */
  void start() {
    steps = 0;
    start = System.nanoTime();
    waited = feeder.waitedSeconds();
  }

  void stepDone() {
    steps++;
  }

  /** Since the last window or start. */
  Window window() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Window window =
        new Window(steps * facesPerStep / seconds, (feeder.waitedSeconds() - waited) / seconds);
    start();
    return window;
  }
}
