/**
 * Containers and their streams: packets, the index of frames, decoding in the order of showing.
 *
 * <p>In: a path. Out: native frames, by {@link org.delocate.media.container.FrameSource}. May use
 * its neighbours {@code file} and {@code library}.
 */
package org.delocate.media.container;
