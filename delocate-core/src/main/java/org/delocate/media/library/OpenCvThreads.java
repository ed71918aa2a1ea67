package org.delocate.media.library;

import org.bytedeco.opencv.global.opencv_core;

/**
 * How many threads OpenCV shares the work of a single call among, in the whole program. Programs
 * that keep every core busy with threads of their own are faster with one: OpenCV's pool serves one
 * call at a time, and the others' threads wait.
 */
public final class OpenCvThreads {

  private OpenCvThreads() {}

  /** The number in use. */
  public static int current() {
    return opencv_core.getNumThreads();
  }

  /**
   * Sets the number for all calls that begin from now on.
   *
   * @param threads at least 1
   * @return the number until now, to be restored later
   */
  public static int use(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads of OpenCV");
    }
    int before = current();
    opencv_core.setNumThreads(threads);
    return before;
  }
}
