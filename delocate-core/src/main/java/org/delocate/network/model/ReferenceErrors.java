package org.delocate.network.model;

import java.util.List;
import org.delocate.face.region.FacialPart;

/**
 * The recovery errors or discrepancies of real faces that training did not see, by part: 101
 * quantiles, from the smallest (0 %) to the greatest (100 %).
 */
public record ReferenceErrors(List<Double> eyes, List<Double> cheekAndNose, List<Double> lips) {

  private static final int QUANTILES = 101;

  public ReferenceErrors {
    eyes = checked(eyes);
    cheekAndNose = checked(cheekAndNose);
    lips = checked(lips);
  }

  private static List<Double> checked(List<Double> quantiles) {
    if (quantiles == null || quantiles.size() != QUANTILES) {
      throw new IllegalArgumentException("reference errors need 101 quantiles for each part");
    }
    for (int i = 1; i < QUANTILES; i++) {
      if (!(quantiles.get(i) >= quantiles.get(i - 1))) {
        throw new IllegalArgumentException("quantiles of reference errors must ascend");
      }
    }
    return List.copyOf(quantiles);
  }

  /** The quantiles of one part. */
  public List<Double> of(FacialPart part) {
    return switch (part) {
      case EYES -> eyes;
      case CHEEK_AND_NOSE -> cheekAndNose;
      case LIPS -> lips;
    };
  }

  /** Share of real faces, 0..1, whose error in this part is smaller: near 1 is suspicious. */
  public double percentile(FacialPart part, double error) {
    List<Double> quantiles = of(part);
    int above = 0;
    while (above < QUANTILES && quantiles.get(above) < error) {
      above++;
    }
    if (above == 0) {
      return 0;
    }
    if (above == QUANTILES) {
      return 1;
    }
    double below = quantiles.get(above - 1);
    double between = (error - below) / (quantiles.get(above) - below);
    return (above - 1 + between) / (QUANTILES - 1);
  }
}
