/**
 * Which frames of a video are wanted, and when they are shown.
 *
 * <p>In: an index of frames and a {@link org.delocate.media.sampling.FrameSampling}. Out: times and
 * choices; no pixels. May use its neighbour {@code container}.
 */
package org.delocate.media.sampling;
