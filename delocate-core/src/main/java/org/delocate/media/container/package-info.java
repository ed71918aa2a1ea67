/**
 * Containers and their streams: packets, the boxes of HEIF, the index of frames and how long each
 * is shown (the delays of animations, too), decoding in the order of showing.
 *
 * <p>In: a path. Out: native frames, by {@link org.delocate.media.container.FrameSource}. May use
 * its neighbours {@code file} and {@code library}.
 */
package org.delocate.media.container;
