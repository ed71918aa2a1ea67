/**
 * What a score means: probabilities and steps of evidence fitted to scores.
 *
 * <p>In: scores with their truth. Out: coefficients for a card. May use, of other families, {@code
 * dataset}, {@code detection}, {@code metrics} and {@code network}.
 */
package org.delocate.evaluation.calibration;
