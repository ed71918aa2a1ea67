package org.delocate.network.evidence;

import org.delocate.face.region.FacialPart;
import org.delocate.network.input.PatchSelection;

/**
 * A number for each facial part of one face.
 *
 * @param eyes of the eyes
 * @param cheekAndNose of cheeks and nose
 * @param lips of the lips
 */
public record PartValues(double eyes, double cheekAndNose, double lips) {

  /** Of one face in a table {@code [B, 3]}, row by row, in the order of {@link FacialPart}. */
  public static PartValues row(float[] table, int face) {
    int first = PatchSelection.PARTS * face;
    return new PartValues(table[first], table[first + 1], table[first + 2]);
  }

  /** The number of one part. */
  public double of(FacialPart part) {
    return switch (part) {
      case EYES -> eyes;
      case CHEEK_AND_NOSE -> cheekAndNose;
      case LIPS -> lips;
    };
  }

  /** The mean of the parts. */
  public double mean() {
    return (eyes + cheekAndNose + lips) / 3;
  }

  /** The mean of the parts' square roots: a distance, where each is a mean of squares. */
  public double meanRoot() {
    return (Math.sqrt(eyes) + Math.sqrt(cheekAndNose) + Math.sqrt(lips)) / 3;
  }
}
