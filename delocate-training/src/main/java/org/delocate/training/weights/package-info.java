/**
 * Weights outside the step: where they start, how they are averaged, and the cards beside them.
 *
 * <p>In comes checkpoints; out comes checkpoints. May use, of other families, {@code dataset} and
 * {@code network}.
 */
package org.delocate.training.weights;
