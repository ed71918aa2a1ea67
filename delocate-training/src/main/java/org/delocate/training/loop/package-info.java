/**
 * The loop that runs any stage, step by step, and can be stopped and resumed.
 *
 * <p>In: a {@code TrainingStage}. Out: a run that has ended. May use its neighbours {@code
 * configuration}, {@code group}, {@code run}, {@code step} and {@code weights}, and of other
 * families {@code network}.
 */
package org.delocate.training.loop;
