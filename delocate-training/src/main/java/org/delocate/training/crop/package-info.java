/**
 * What of a stored face a network sees.
 *
 * <p>In comes stored faces; out comes crops, augmented. May use its neighbour {@code
 * configuration}, and of other families {@code dataset}, {@code face}, {@code media} and {@code
 * network}.
 */
package org.delocate.training.crop;
