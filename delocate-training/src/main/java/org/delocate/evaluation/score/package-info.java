/**
 * Scores of stored faces, just as detection scores those of a video.
 *
 * <p>In comes a store and a model; out comes {@link org.delocate.evaluation.score.EvaluatedFace},
 * {@link org.delocate.evaluation.score.EvaluatedVideo}. May use, of other families, {@code
 * dataset}, {@code detection}, {@code face}, {@code media}, {@code metrics} and {@code network}.
 */
package org.delocate.evaluation.score;
