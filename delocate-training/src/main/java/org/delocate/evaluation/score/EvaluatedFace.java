package org.delocate.evaluation.score;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.delocate.dataset.record.Label;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.evidence.PartValues;

/**
 * A stored face with what the model says of it; the picture itself is not kept.
 *
 * @param whose face it is
 * @param logit as in {@link org.delocate.network.evidence.FaceEvidence}
 * @param recoveryErrors of each part, as in {@link org.delocate.network.evidence.FaceEvidence}
 * @param discrepancies between mapped and recovered face in each part, likewise
 * @param given the painted masks against the truth; empty where the truth is not known
 * @param hull the painted masks against the convex hull of the truth
 */
public record EvaluatedFace(
    Whose whose,
    double logit,
    PartValues recoveryErrors,
    PartValues discrepancies,
    Optional<MaskScores> given,
    Optional<MaskScores> hull) {

  /**
   * Whose face it is, and what is true of it.
   *
   * @param key of the face in its store
   * @param video the picture or video that it is a frame of
   * @param person number of the person in it
   * @param group the video that it stems from: a fake and its original are drawn together by the
   *     bootstrap
   * @param label the truth
   * @param method how a fake was made
   * @param source where it comes from
   */
  public record Whose(
      String key,
      String video,
      int person,
      String group,
      Label label,
      String method,
      String source) {}

  /** See {@link Whose#key}. */
  public String key() {
    return whose.key();
  }

  /** See {@link Whose#video}. */
  public String video() {
    return whose.video();
  }

  /** See {@link Whose#person}. */
  public int person() {
    return whose.person();
  }

  /** See {@link Whose#group}. */
  public String group() {
    return whose.group();
  }

  /** See {@link Whose#label}. */
  public Label label() {
    return whose.label();
  }

  /** See {@link Whose#method}. */
  public String method() {
    return whose.method();
  }

  /** See {@link Whose#source}. */
  public String source() {
    return whose.source();
  }

  public boolean forged() {
    return label() == Label.FAKE;
  }

  /** The logit as a sample for metrics, each face for itself. */
  public ScoredSample scored() {
    return new ScoredSample(key(), forged(), logit, group());
  }

  /** The same with another logit. */
  public EvaluatedFace withLogit(double other) {
    return with(other, masks -> masks);
  }

  /** The same with the residual painted from another 8-bit step on. */
  public EvaluatedFace residualFrom(int level) {
    return with(logit, masks -> masks.residualFrom(level));
  }

  /** The same with the model's mask painted from another 8-bit step on. */
  public EvaluatedFace modelFrom(int level) {
    return with(logit, masks -> masks.modelFrom(level));
  }

  /** The same with the outline around another 8-bit step. */
  public EvaluatedFace outlinedFrom(int level) {
    return with(logit, masks -> masks.outlinedFrom(level));
  }

  /**
   * The same with masks that said which pixels are forged if the face is, and say now how likely
   * they are; outlined where they were likelier than not.
   *
   * @param probability of the face, 0 to 1
   */
  public EvaluatedFace weighed(double probability) {
    return with(logit, masks -> masks.weighed(probability));
  }

  private EvaluatedFace with(double other, UnaryOperator<MaskScores> change) {
    return new EvaluatedFace(
        whose, other, recoveryErrors, discrepancies, given.map(change), hull.map(change));
  }
}
