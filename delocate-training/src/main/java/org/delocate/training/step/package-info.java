/**
 * One step: gradients, also those of meta-learning, and what an optimiser makes of them. A new
 * stage is a {@link org.delocate.training.step.TrainingStage}.
 *
 * <p>In: a batch. Out: new weights and losses. May use its neighbour {@code configuration}, and of
 * other families {@code network}.
 */
package org.delocate.training.step;
