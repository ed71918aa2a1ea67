/**
 * Follows each person from frame to frame and counts the tracks of one person together.
 *
 * <p>In comes {@code VideoFrame}s in order; out comes {@link org.delocate.face.track.TrackedFace}s
 * with the number of their person. May use its neighbours {@code align}, {@code detect} and {@code
 * geometry}, and of other families {@code media}.
 */
package org.delocate.face.track;
