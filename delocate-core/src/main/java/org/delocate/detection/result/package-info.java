/**
 * Everything that a scan finds, as plain records that any program may keep.
 *
 * <p>Out: {@link org.delocate.detection.result.Report}, {@link
 * org.delocate.detection.result.Verdict}, {@link org.delocate.detection.result.TrackFinding}. May
 * use, of other families, {@code face}, {@code media} and {@code network}.
 */
package org.delocate.detection.result;
