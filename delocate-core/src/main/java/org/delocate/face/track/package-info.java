/**
 * Follows each person from frame to frame and counts the tracks of one person together.
 *
 * <p>In: {@code VideoFrame}s in order. Out: {@link org.delocate.face.track.TrackedFace}s with the
 * number of their person. May use its neighbours {@code align}, {@code detect} and {@code
 * geometry}, and of other families {@code media}.
 */
package org.delocate.face.track;
