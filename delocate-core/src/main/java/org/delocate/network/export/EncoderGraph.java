package org.delocate.network.export;

import org.delocate.network.input.LocalizationSettings;

/** {@link org.delocate.network.encoder.LocalizationEncoder} as a graph. */
interface EncoderGraph {

  /** {@code [B, 9, S, S]} to its maps. */
  Pyramid forward(FeatureMap input);

  /**
   * That of a configuration.
   *
   * @param owner first part of the names of its weights, with a point at its end
   */
  static EncoderGraph of(LocalizationSettings sizes, LayerGraph layers, String owner) {
    return switch (sizes.encoder()) {
      case SE_RESNET -> new SeResnetGraph(layers, owner);
      case MOBILENET -> new MobilenetGraph(layers, owner + "encoder.", true);
      case INCEPTION -> new InceptionGraph(layers, owner + "encoder.");
    };
  }

  /** As {@link org.delocate.network.encoder.LocalizationEncoder.Pyramid}. */
  record Pyramid(
      FeatureMap half,
      FeatureMap quarter,
      FeatureMap eighth,
      FeatureMap sixteenth,
      FeatureMap deepest,
      FeatureMap summary,
      FeatureMap detail) {}
}
