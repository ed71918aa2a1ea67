package org.delocate.network.texture;

import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.TextureView;

/**
 * How much {@link TextureNetwork} tells of a face, for whoever builds it in another library: the
 * class of a module would load the engine.
 */
public final class TextureSizes {

  private static final int CHANNELS = 192 + 288;

  /** Pixels of the view for each place of where forgeries lie, along a side. */
  private static final int PLACE = 4;

  /** Values of a picture: mean and deviation of each channel, over each region. */
  public static final int VALUES_OF_PICTURE = 2 * CHANNELS * TextureRegions.COUNT;

  /** Statistics of a face without a next frame: surroundings and detail. */
  public static final int STILL = 2 * VALUES_OF_PICTURE;

  private TextureSizes() {}

  /** Statistics of a face whose next frame is known: of each view of the configuration. */
  public static int movingOf(NetworkConfiguration configuration) {
    return configuration.texture().views().stream().mapToInt(TextureSizes::valuesOf).sum();
  }

  /** Statistics of a view of one face. */
  public static int valuesOf(TextureView view) {
    return view == TextureView.SPECTRUM ? ResidualSpectrum.VALUES : VALUES_OF_PICTURE;
  }

  /** Of a person over several such frames: mean of each statistic, then deviation of each. */
  public static int trackOf(NetworkConfiguration configuration) {
    return 2 * movingOf(configuration);
  }

  /**
   * Places along each side of what is known of where forgeries lie: a quarter of the view's pixels,
   * whatever they fill.
   */
  public static int placesOf(NetworkConfiguration configuration) {
    return configuration.view().size() / PLACE;
  }
}
