package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.delocate.network.input.TextureView;
import org.delocate.network.texture.ResidualSpectrum;
import org.delocate.network.texture.TextureSizes;

/**
 * What single statistics count beside each other in a discriminant: a few numbers of a spectrum
 * would drown among thousands of a picture [ours].
 *
 * @param views as the configuration has them
 * @param spectrumShare of the spectrum beside all pictures together, 0 to 1
 * @param wanderShare of deviations over a person's frames beside their means, 0 to 1
 */
record StatisticsCounts(List<TextureView> views, double spectrumShare, double wanderShare) {

  /** Of the statistics of a frame. */
  List<Double> ofFrame() {
    long pictures = views.stream().filter(view -> view != TextureView.SPECTRUM).count();
    boolean both = pictures > 0 && pictures < views.size();
    List<Double> counts = new ArrayList<>();
    for (TextureView view : views) {
      if (view == TextureView.SPECTRUM) {
        List<Integer> groups = ResidualSpectrum.groups();
        double share = (both ? spectrumShare : 1) / groups.size();
        groups.forEach(values -> add(counts, values, share));
      } else {
        add(counts, TextureSizes.valuesOf(view), (both ? 1 - spectrumShare : 1) / pictures);
      }
    }
    return counts;
  }

  /** Of their means over a person's frames, then of their deviations. */
  List<Double> ofTrack() {
    List<Double> counts = new ArrayList<>();
    ofFrame().forEach(count -> counts.add((1 - wanderShare) * count));
    ofFrame().forEach(count -> counts.add(wanderShare * count));
    return counts;
  }

  private static void add(List<Double> counts, int values, double share) {
    counts.addAll(Collections.nCopies(values, share / values));
  }
}
