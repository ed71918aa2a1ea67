/**
 * Everything that is painted over frames: heat maps, outlines, masks, the overlay video.
 *
 * <p>In: scored frames. Out: PNG and MP4 files. May use its neighbour {@code output}, and of other
 * families {@code detection}, {@code face} and {@code media}.
 */
package org.delocate.report.overlay;
