package org.delocate.detection.result;

import java.util.Objects;
import java.util.Optional;

/**
 * What a scan says of a video or of one person in it. Absence is a type: where nothing could be
 * scored there is no probability, and least of all the label "authentic".
 */
public sealed interface Verdict {

  /** The two answers of a scored verdict. */
  enum Label {
    FORGED,
    AUTHENTIC;

    /** The name in reports: {@code forged} or {@code authentic}. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The name in reports: {@code scored}, {@code abstained} or {@code failed}. */
  String status();

  /** The probability from which a face is called forged; known even where nothing was scored. */
  double threshold();

  /**
   * What the scores say; also where that is not enough for an answer. Empty if no face was scored.
   */
  Optional<Assessment> assessed();

  /** One or more sentences for a person. */
  String message();

  /** Why there is no answer: a code that programs can act on; empty if there is one. */
  Optional<String> reason();

  /** The same verdict with another message. */
  Verdict withMessage(String other);

  /**
   * A face was scored.
   *
   * @param label forged if the probability reaches the threshold
   * @param assessment probability and evidence
   */
  record Scored(Label label, Assessment assessment, double threshold, String message)
      implements Verdict {

    public Scored {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(assessment, "assessment");
      if ((label == Label.FORGED) != (assessment.probability() >= threshold)) {
        throw new IllegalArgumentException(
            label + " at probability " + assessment.probability() + " and threshold " + threshold);
      }
    }

    /** By a model that knows no steps of evidence. */
    public Scored(Label label, double probability, double threshold, String message) {
      this(label, Assessment.of(probability), threshold, message);
    }

    /** The label that the threshold gives. */
    public static Scored of(double probability, double threshold, String message) {
      return of(Assessment.of(probability), threshold, message);
    }

    /** The label that the threshold gives. */
    public static Scored of(Assessment assessment, double threshold, String message) {
      Label label = assessment.probability() >= threshold ? Label.FORGED : Label.AUTHENTIC;
      return new Scored(label, assessment, threshold, message);
    }

    /** Calibrated, that the face is forged, 0 to 1. */
    public double probability() {
      return assessment.probability();
    }

    @Override
    public Optional<Assessment> assessed() {
      return Optional.of(assessment);
    }

    @Override
    public Verdict withMessage(String other) {
      return new Scored(label, assessment, threshold, other);
    }

    @Override
    public String status() {
      return "scored";
    }

    @Override
    public Optional<String> reason() {
      return Optional.empty();
    }
  }

  /**
   * The input was read, and there is an honest reason to give no answer.
   *
   * @param assessed what the scores say nevertheless; empty if no face was scored
   */
  record Abstained(
      AbstentionReason cause, Optional<Assessment> assessed, double threshold, String message)
      implements Verdict {

    public Abstained {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(assessed, "assessed");
      Objects.requireNonNull(message, "message");
    }

    /** Where no face was scored. */
    public Abstained(AbstentionReason cause, double threshold, String message) {
      this(cause, Optional.empty(), threshold, message);
    }

    @Override
    public Verdict withMessage(String other) {
      return new Abstained(cause, assessed, threshold, other);
    }

    @Override
    public String status() {
      return "abstained";
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(cause.code());
    }
  }

  /**
   * The input could not be watched.
   *
   * @param code lower-case name of a {@link org.delocate.media.library.MediaException.Reason}
   */
  record Failed(String code, double threshold, String message) implements Verdict {

    public Failed {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }

    @Override
    public Optional<Assessment> assessed() {
      return Optional.empty();
    }

    @Override
    public Verdict withMessage(String other) {
      return new Failed(code, threshold, other);
    }

    @Override
    public String status() {
      return "failed";
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(code);
    }
  }
}
