/**
 * How to scan, and when to say nothing rather than guess.
 *
 * <p>In comes what the caller chose; out comes {@link
 * org.delocate.detection.options.DetectorOptions}, checked. May use, of other families, {@code
 * media} and {@code network}.
 */
package org.delocate.detection.options;
