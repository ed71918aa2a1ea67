/**
 * How to scan, and when to say nothing rather than guess.
 *
 * <p>In: what the caller chose. Out: {@link org.delocate.detection.options.DetectorOptions},
 * checked. May use, of other families, {@code media} and {@code network}.
 */
package org.delocate.detection.options;
