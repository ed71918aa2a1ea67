/**
 * How to scan, when to say nothing rather than guess, and how a person's frames become one score
 * ({@link org.delocate.detection.options.ScoreAggregator}).
 *
 * <p>In: what the caller chose. Out: {@link org.delocate.detection.options.DetectorOptions},
 * checked. May use, of other families, {@code media} and {@code network}.
 */
package org.delocate.detection.options;
