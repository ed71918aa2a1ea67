/**
 * The numbers of a set of scored faces, each with its interval; how they are written down is of the
 * room {@code report}.
 *
 * <p>In: evaluated faces. Out: {@link org.delocate.evaluation.number.FaceMetrics}. May use its
 * neighbour {@code score}, and of other families {@code dataset}, {@code detection}, {@code face},
 * {@code metrics} and {@code network}.
 */
package org.delocate.evaluation.number;
