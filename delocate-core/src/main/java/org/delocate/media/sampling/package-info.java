/**
 * Which frames of a video are wanted, and when they are shown.
 *
 * <p>In: an index of frames and a {@link org.delocate.media.sampling.FrameSampling}, the wish. Out:
 * times, a {@link org.delocate.media.sampling.SamplePlan}, and a {@link
 * org.delocate.media.sampling.DecodedFrameFilter} that lets the planned frames pass; no pixels. May
 * use its neighbour {@code container}.
 */
package org.delocate.media.sampling;
