/**
 * Still and animated pictures where FFmpeg passes something over: orientation, tiles, transparency,
 * animated WebP, and which of several pictures in a file is the one (thumbnails, depth maps).
 *
 * <p>In: the first bytes of a picture and its container. Out: native frames, by {@code
 * FrameSource}. May use its neighbours {@code colour}, {@code container}, {@code file}, {@code
 * image} and {@code library}.
 */
package org.delocate.media.picture;
