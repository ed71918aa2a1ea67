package org.delocate.evaluation.score;

import org.delocate.metrics.MaskSample;

/**
 * One face's masks against one truth: the model's, painted in two ways, and the two plain ones that
 * it must beat.
 *
 * @param model what the networks paint from one half on
 * @param outline the same within its outline, whether the face counts as forged or not
 * @param ellipse the ellipse that touches the sides of the face's box, whatever the picture shows
 * @param residual the recovery residual {@code |x − x̂|}, mean of the three channels
 */
public record MaskScores(
    MaskSample model, MaskSample outline, MaskSample ellipse, MaskSample residual) {

  /** The same with the residual painted from another 8-bit step on. */
  MaskScores residualFrom(int level) {
    return new MaskScores(model, outline, ellipse, residual.paintedFrom(level));
  }

  /** The same with the model's mask painted from another 8-bit step on. */
  MaskScores modelFrom(int level) {
    return new MaskScores(model.paintedFrom(level), outline, ellipse, residual);
  }

  /** The same with the outline around another 8-bit step. */
  MaskScores outlinedFrom(int level) {
    return new MaskScores(model, outline.paintedFrom(level), ellipse, residual);
  }

  /** The same with the model's mask times a probability, outlined at half of that. */
  MaskScores weighed(double probability) {
    return new MaskScores(
        model.times(probability).paintedFrom(MaskSample.LEVELS / 2),
        outline.paintedFrom(MaskSample.LEVELS / 2).times(probability),
        ellipse,
        residual);
  }
}
