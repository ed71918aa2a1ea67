package org.delocate.network.localization;

import org.delocate.network.encoder.LocalizationEncoder;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.NetworkConfiguration;

/**
 * How much {@link ForgeryClassifier} looks at, for whoever builds it in another library: the class
 * of a module would load the engine.
 */
public final class ClassifierSizes {

  private ClassifierSizes() {}

  /** Discrepancy, both levels of the encoder and statistics, each pooled twice; the mask's two. */
  public static int pooledFeatures(NetworkConfiguration configuration) {
    LocalizationSettings sizes = configuration.localization();
    LocalizationEncoder.Channels seen = LocalizationEncoder.channels(sizes);
    return 2 * (2 * sizes.width() + seen.summary() + seen.detail() + 3) + 2;
  }
}
