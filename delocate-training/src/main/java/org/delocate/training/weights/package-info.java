/**
 * Weights outside the step: where they start, how they are averaged, and the cards beside them.
 *
 * <p>In: checkpoints. Out: checkpoints. May use, of other families, {@code dataset} and {@code
 * network}.
 */
package org.delocate.training.weights;
