package org.delocate.cli.display;

/** Tells a waiting person how far a run is. */
public interface Progress extends AutoCloseable {

  /**
   * Work goes on where an earlier run left it: the time left follows from what comes after.
   *
   * @param fraction of the whole that is done already, 0..1
   */
  void startAt(double fraction);

  /**
   * The work has come this far.
   *
   * @param fraction of the whole run, 0..1
   * @param doing what is being done, in a few words
   */
  void report(double fraction, String doing);

  /** Makes room for a line of other output. */
  void clear();

  @Override
  default void close() {
    clear();
  }
}
