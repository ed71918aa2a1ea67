/**
 * Finds faces in one picture and places their landmarks. A new detector is a {@link
 * org.delocate.face.detect.FaceDetector}.
 *
 * <p>In: an {@code Image}. Out: {@link org.delocate.face.detect.DetectedFace}s and {@code
 * Landmarks}. May use its neighbour {@code geometry}, and of other families {@code media}.
 */
package org.delocate.face.detect;
