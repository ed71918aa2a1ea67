/**
 * Experiments that measure one trained model.
 *
 * <p>In: a checkpoint and a store. Out: tables and plots. May use its neighbour {@code bench}, and
 * of other families {@code chart}, {@code dataset}, {@code detection}, {@code evaluation}, {@code
 * forgery}, {@code metrics} and {@code network}.
 */
package org.delocate.experiment.measure;
