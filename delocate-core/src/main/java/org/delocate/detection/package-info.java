/**
 * The public entry: {@link org.delocate.detection.Detector}, a path, a stream or a picture in, a
 * {@link org.delocate.detection.result.Report} out.
 *
 * <p>In: a path, a stream or a picture, a checkpoint and options. Out: a {@code Report}. May use
 * its neighbours {@code options}, {@code result}, {@code scan}, {@code verdict} and {@code words},
 * and of other families {@code face}, {@code media} and {@code network}.
 */
package org.delocate.detection;
