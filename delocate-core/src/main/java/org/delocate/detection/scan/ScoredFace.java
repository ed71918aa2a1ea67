package org.delocate.detection.scan;

import java.util.Objects;
import java.util.Optional;
import org.delocate.detection.result.Outline;
import org.delocate.detection.result.PartEvidence;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.Box;
import org.delocate.media.image.Image;

/**
 * One scored face with its pictures: what masks, overlays and key frames are made of.
 *
 * @param trackId the person in this shot; {@link ScanListener#people} tells whose it is
 * @param box around the face, in pixels of the frame
 * @param aligned the crop that the networks saw, and the way back to the frame
 * @param recovered the face as the network that knows real faces only paints it, as large as the
 *     crop
 * @param mask probability of tampering per pixel of the crop, row by row, 0 to 1; not copied, never
 *     changed
 * @param probability calibrated, that this face is forged, 0 to 1
 * @param tamperedFraction as in {@link org.delocate.detection.result.FrameFinding}
 * @param outline as in {@link org.delocate.detection.result.FrameFinding}
 * @param parts as in {@link PartEvidence}, for this face alone; empty if the model's card has no
 *     errors of real faces
 */
public record ScoredFace(
    int trackId,
    Box box,
    AlignedFace aligned,
    Image recovered,
    float[] mask,
    double probability,
    double tamperedFraction,
    Optional<Outline> outline,
    Optional<PartEvidence> parts) {

  public ScoredFace {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(recovered, "recovered");
    Objects.requireNonNull(outline, "outline");
    Objects.requireNonNull(parts, "parts");
    if (mask.length != aligned.crop().width() * aligned.crop().height()) {
      throw new IllegalArgumentException(
          mask.length + " mask values for a crop of " + aligned.crop());
    }
  }
}
