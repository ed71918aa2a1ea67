/**
 * Scores of stored faces, just as detection scores those of a video.
 *
 * <p>In: a store and a model. Out: {@link org.delocate.evaluation.score.EvaluatedFace}, {@link
 * org.delocate.evaluation.score.EvaluatedVideo}. May use, of other families, {@code dataset},
 * {@code detection}, {@code face}, {@code media}, {@code metrics} and {@code network}.
 */
package org.delocate.evaluation.score;
