/**
 * What a score means: probabilities and steps of evidence fitted to scores.
 *
 * <p>In comes scores with their truth; out comes coefficients for a card. May use its neighbour
 * {@code number}, and of other families {@code detection}, {@code metrics} and {@code network}.
 */
package org.delocate.evaluation.calibration;
