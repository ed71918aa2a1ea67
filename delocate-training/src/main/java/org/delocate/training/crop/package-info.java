/**
 * What of a stored face a network sees, augmented, and training's own pictures of it.
 *
 * <p>In: stored faces. Out: crops, augmented. May use its neighbour {@code configuration}, and of
 * other families {@code dataset}, {@code face}, {@code media}, {@code network} and {@code setting}.
 */
package org.delocate.training.crop;
