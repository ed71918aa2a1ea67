/**
 * How models do in worlds that they did not learn from.
 *
 * <p>In: clips of many pages. Out: tables by family, page and evidence. May use its neighbour
 * {@code bench}, and of other families {@code chart}, {@code dataset}, {@code detection}, {@code
 * evaluation}, {@code face}, {@code forgery}, {@code media}, {@code metrics} and {@code network}.
 */
package org.delocate.experiment.world;
