/**
 * The one way in: open a video or a picture and read its frames; whether the file is whole, damaged
 * or cut off is known once they are read.
 *
 * <p>In: a path, or a picture that is in memory, limits and a sampling. Out: {@code VideoFrame}s in
 * order, by a {@link org.delocate.media.read.FrameReader}, and pictures, by {@link
 * org.delocate.media.read.ImageFiles}. May use its neighbours {@code colour}, {@code container},
 * {@code file}, {@code image}, {@code library}, {@code picture}, {@code sampling} and {@code shot}.
 */
package org.delocate.media.read;
