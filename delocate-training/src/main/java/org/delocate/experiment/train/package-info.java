/**
 * Experiments that train variants and measure each on the same faces.
 *
 * <p>In: a store and a budget. Out: tables. May use its neighbour {@code bench}, and of other
 * families {@code chart}, {@code dataset}, {@code evaluation}, {@code face}, {@code forgery},
 * {@code metrics}, {@code network} and {@code training}.
 */
package org.delocate.experiment.train;
