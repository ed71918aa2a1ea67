package org.delocate.detection.result;

import java.util.Objects;
import java.util.Optional;
import org.delocate.face.geometry.Box;

/**
 * One scored face in one frame.
 *
 * @param index of the frame among all decoded frames, from 0
 * @param timeSeconds from the start of the video
 * @param box around the face, in pixels of the frame
 * @param probability calibrated, that this face is forged, 0 to 1
 * @param tamperedFraction share of the face's hull that the heat map marks with one half or more, 0
 *     to 1
 * @param outline where the forgery is, if there is one; empty if the face counts as authentic
 * @param evidence how firmly a forgery shows in this frame alone, by the steps that were measured
 *     on whole clips; empty if the model's card does not say where they begin
 * @param mask the mask picture of the frame, relative to the report; empty if none was written
 */
public record FrameFinding(
    long index,
    double timeSeconds,
    Box box,
    double probability,
    double tamperedFraction,
    Optional<Outline> outline,
    Optional<Evidence> evidence,
    Optional<String> mask) {

  public FrameFinding {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(outline, "outline");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(mask, "mask");
  }

  /** Before its evidence is graded. */
  public FrameFinding(
      long index,
      double timeSeconds,
      Box box,
      double probability,
      double tamperedFraction,
      Optional<Outline> outline,
      Optional<String> mask) {
    this(index, timeSeconds, box, probability, tamperedFraction, outline, Optional.empty(), mask);
  }

  public FrameFinding withEvidence(Optional<Evidence> other) {
    return new FrameFinding(
        index, timeSeconds, box, probability, tamperedFraction, outline, other, mask);
  }

  FrameFinding withMask(String name) {
    return new FrameFinding(
        index,
        timeSeconds,
        box,
        probability,
        tamperedFraction,
        outline,
        evidence,
        Optional.of(name));
  }
}
