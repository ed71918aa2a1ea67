package org.delocate.cli;

/** Tells a waiting person how far a run is. */
interface Progress extends AutoCloseable {

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
