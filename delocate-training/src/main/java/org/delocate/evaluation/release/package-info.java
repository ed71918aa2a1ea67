/**
 * Makes a trained checkpoint ready to ship.
 *
 * <p>In: a checkpoint and a store. Out: a model with its thresholds and its card. May use its
 * neighbours {@code calibration}, {@code number} and {@code score}, and of other families {@code
 * dataset}, {@code detection}, {@code metrics} and {@code network}.
 */
package org.delocate.evaluation.release;
