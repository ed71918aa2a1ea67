/**
 * One pass through a video: faces are followed, scored and remembered.
 *
 * <p>In: a path and a model. Out: {@link org.delocate.detection.scan.TrackRecord}s, and to a {@link
 * org.delocate.detection.scan.ScanListener} every scored face with its pictures. May use its
 * neighbours {@code options} and {@code result}, and of other families {@code face}, {@code media}
 * and {@code network}.
 */
package org.delocate.detection.scan;
