package org.delocate.detection;

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

  /** One or more sentences for a person. */
  String message();

  /** Why there is no score: a code that programs can act on; empty if there is one. */
  Optional<String> reason();

  /** The same verdict with another message. */
  Verdict withMessage(String other);

  /**
   * A face was scored.
   *
   * @param label forged if the probability reaches the threshold
   * @param probability calibrated, that the face is forged, 0 to 1; before the scan real and forged
   *     are taken to be equally likely
   */
  record Scored(Label label, double probability, double threshold, String message)
      implements Verdict {

    public Scored {
      Objects.requireNonNull(message, "message");
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability of " + probability);
      }
      if ((label == Label.FORGED) != (probability >= threshold)) {
        throw new IllegalArgumentException(
            label + " at probability " + probability + " and threshold " + threshold);
      }
    }

    /** The label that the threshold gives. */
    public static Scored of(double probability, double threshold, String message) {
      Label label = probability >= threshold ? Label.FORGED : Label.AUTHENTIC;
      return new Scored(label, probability, threshold, message);
    }

    @Override
    public Verdict withMessage(String other) {
      return new Scored(label, probability, threshold, other);
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

  /** The input was read, and there is an honest reason to give no score. */
  record Abstained(AbstentionReason cause, double threshold, String message) implements Verdict {

    public Abstained {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(message, "message");
    }

    @Override
    public Verdict withMessage(String other) {
      return new Abstained(cause, threshold, other);
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
   * @param code lower-case name of a {@link org.delocate.media.MediaException.Reason}
   */
  record Failed(String code, double threshold, String message) implements Verdict {

    public Failed {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
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
