package org.delocate.training.loop;

/** How fast a run goes, between two lines of its log. */
public final class Speed {

  private final BatchFeeder<?> feeder;
  private final int facesPerStep;
  private long steps;
  private long start;
  private double waited;

  public Speed(BatchFeeder<?> feeder, int facesPerStep) {
    this.feeder = feeder;
    this.facesPerStep = facesPerStep;
    start();
  }

  /**
   * @param waitedShare share of the time in which the networks waited for batches
   */
  public record Window(double facesPerSecond, double waitedShare) {}

  /** Begins to measure anew: what happened since the last step was no training. */
  void start() {
    steps = 0;
    start = System.nanoTime();
    waited = feeder.waitedSeconds();
  }

  public void stepDone() {
    steps++;
  }

  /** Since the last window or start. */
  public Window window() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Window window =
        new Window(steps * facesPerStep / seconds, (feeder.waitedSeconds() - waited) / seconds);
    start();
    return window;
  }
}
