package org.delocate.network.analysis;

import java.util.ArrayList;
import java.util.List;
import org.delocate.network.encoder.InceptionPlan;
import org.delocate.network.encoder.LocalizationEncoder;
import org.delocate.network.encoder.MobilenetPlan;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.input.TextureView;
import org.delocate.network.localization.ClassifierSizes;
import org.delocate.network.localization.ForgeryClassifier;
import org.delocate.network.mapping.Mapper;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.ResidualSpectrum;

/**
 * What a configuration costs, calculated from its numbers alone, without building anything.
 *
 * <p>A multiply-add is counted for each product in a linear layer, a convolution or an attention
 * matrix; normalisations, activations and enlargements are left out, as is usual.
 *
 * @param parts one entry for each network, in the order of {@link DelocateNetworks.Component}
 */
public record NetworkCost(List<Part> parts) {

  /**
   * The cost of one network.
   *
   * @param parameters trainable numbers
   * @param multiplyAddsPerFace for one face in detection; stage 1 sees each face three times, stage
   *     2 as often as the configuration looks
   */
  public record Part(
      DelocateNetworks.Component component, long parameters, long multiplyAddsPerFace) {}

  public NetworkCost {
    parts = List.copyOf(parts);
  }

  /** Calculates the cost of a configuration. */
  public static NetworkCost of(NetworkConfiguration configuration) {
    List<Part> parts = new ArrayList<>();
    for (DelocateNetworks.Component component : DelocateNetworks.Component.values()) {
      if (component == DelocateNetworks.Component.TEXTURE && !configuration.texture().isOn()) {
        continue;
      }
      Tally tally = new Tally();
      switch (component) {
        case RECOVERING -> recovering(configuration, tally);
        case MAPPING -> mapping(configuration, tally);
        case LOCALIZATION -> localization(configuration, tally);
        case CLASSIFIER -> classifier(configuration, tally);
        case TEXTURE -> texture(configuration, tally);
      }
      parts.add(new Part(component, tally.parameters, tally.multiplyAdds));
    }
    return new NetworkCost(parts);
  }

  /** Of all networks. */
  public long parameters() {
    return parts.stream().mapToLong(Part::parameters).sum();
  }

  /** Of all networks, for one face. */
  public long multiplyAddsPerFace() {
    return parts.stream().mapToLong(Part::multiplyAddsPerFace).sum();
  }

  private static void recovering(NetworkConfiguration configuration, Tally tally) {
    RecoveringSettings sizes = configuration.recovering();
    long patches = (long) configuration.patchGrid() * configuration.patchGrid();
    int times = sizes.partsTogether() ? 1 : PatchSelection.PARTS;
    long hidden =
        (long) PatchSelection.partCount(configuration.patchGrid()) * PatchSelection.PARTS / times;
    long seen = patches - hidden;
    long pixels = 3L * sizes.patchSize() * sizes.patchSize();
    long width = sizes.encoder().width();
    long decoderWidth = sizes.decoder().width();
    tally.linear(pixels, width, seen);
    for (int i = 0; i < sizes.encoder().depth(); i++) {
      tally.transformer(width, sizes.mlpRatio(), seen + 1);
    }
    tally.linear(width, decoderWidth, seen + 1);
    for (int i = 0; i < sizes.decoder().depth(); i++) {
      tally.transformer(decoderWidth, sizes.mlpRatio(), patches + 1);
    }
    tally.linear(decoderWidth, pixels, hidden);
    tally.parameters += 2 * width + 2 * decoderWidth; // the last norm of each half
    tally.parameters += width + decoderWidth; // class token, mask token
    if (sizes.eigenfaces() > 0) {
      long count = sizes.eigenfaces();
      long values = 3L * configuration.crop().size() * configuration.crop().size() / 4;
      tally.linear(pixels, decoderWidth, hidden);
      // To the coefficients and back, the system of equations, and its solution by Cholesky.
      tally.multiplyAdds += 2 * count * values + count * count * (patches + count / 6 + 1);
    }
    tally.multiplyAdds *= times;
  }

  private static void mapping(NetworkConfiguration configuration, Tally tally) {
    MappingSettings sizes = configuration.mapping();
    long side = configuration.crop().size() / sizes.pixelBlock();
    switch (sizes.trunk()) {
      case RESNET -> {
        long width = sizes.width();
        tally.convolution(sizes.colours(), width, 3, side).norm(width);
        tally.stage(width, width, side, false, 0);
        tally.stage(width, 2 * width, side / 2, true, 0);
        tally.stage(2 * width, 4 * width, side / 4, true, 0);
        tally.stage(4 * width, 8 * width, side / 8, true, 0);
        tally.convolution(8 * width, 4 * width, 3, side / 8).norm(4 * width);
        tally.convolution(4 * width, 2 * width, 3, side / 4).norm(2 * width);
        tally.convolution(2 * width, width, 3, side / 2).norm(width);
      }
      case MOBILENET -> {
        mobilenet(3, configuration.crop().size(), tally);
        climb(MobilenetPlan.CHANNELS, configuration, tally);
      }
    }
    tally
        .convolution(Mapper.channels(configuration), sizes.colours(), 3, side)
        .bias(sizes.colours());
  }

  private static void localization(NetworkConfiguration configuration, Tally tally) {
    long width = configuration.localization().width();
    long reduction = configuration.localization().reduction();
    long side = configuration.crop().size();
    LocalizationEncoder.Channels seen = LocalizationEncoder.channels(configuration.localization());
    switch (configuration.localization().encoder()) {
      case SE_RESNET -> seResnet(width, side, reduction, tally);
      case MOBILENET -> {
        long summary = seen.summary();
        mobilenet(LocalizationEncoder.INPUTS, side, tally);
        tally.convolution(seen.deepest(), summary, 1, side / 32).norm(summary);
      }
      case INCEPTION -> {
        inception(side, tally);
        tally.convolution(seen.eighth(), width, 1, side / 8).bias(width);
        tally.convolution(seen.sixteenth(), width, 1, side / 16).bias(width);
        tally.convolution(width, width, 3, side / 8).bias(width);
        tally.convolution(width, 1, 3, side / 8).bias(1);
        return;
      }
    }
    climb(seen, configuration, tally);
    tally.convolution(width, 1, 3, side / 2).bias(1);
  }

  private static void climb(
      LocalizationEncoder.Channels seen, NetworkConfiguration configuration, Tally tally) {
    long width = configuration.localization().width();
    long reduction = configuration.localization().reduction();
    long side = configuration.crop().size();
    tally.decoder(seen.deepest(), seen.sixteenth(), 4 * width, side / 16, reduction);
    tally.decoder(4 * width, seen.eighth(), 2 * width, side / 8, reduction);
    tally.decoder(2 * width, seen.quarter(), width, side / 4, reduction);
    tally.decoder(width, seen.half(), width, side / 2, reduction);
  }

  private static void seResnet(long width, long side, long reduction, Tally tally) {
    tally.convolution(LocalizationEncoder.INPUTS, width, 7, side / 2).norm(width);
    tally.stage(width, width, side / 4, false, reduction);
    tally.stage(width, 2 * width, side / 8, true, reduction);
    tally.stage(2 * width, 4 * width, side / 16, true, reduction);
    tally.stage(4 * width, 8 * width, side / 32, true, reduction);
  }

  private static void mobilenet(long inputs, long side, Tally tally) {
    long place = side / 2;
    long in = MobilenetPlan.STEM;
    tally.convolution(inputs, in, 3, place).norm(in);
    for (MobilenetPlan.Block block : MobilenetPlan.BLOCKS) {
      long wide = in * block.expansion();
      if (block.expansion() > 1) {
        tally.convolution(in, wide, 1, place).norm(wide);
      }
      place /= block.stride();
      tally.convolution(1, wide, 3, place).norm(wide);
      in = block.channels();
      tally.convolution(wide, in, 1, place).norm(in);
    }
  }

  private static void inception(long side, Tally tally) {
    List<InceptionPlan.Filter> filters = InceptionPlan.FILTERS;
    for (int i = 0; i < filters.size(); i++) {
      InceptionPlan.Filter filter = filters.get(i);
      tally.filter(filter, side / InceptionPlan.reduction(i));
    }
  }

  /**
   * Of a face whose next frame is known: each view but the spectrum is a picture for the encoder.
   */
  private static void texture(NetworkConfiguration configuration, Tally tally) {
    List<InceptionPlan.Filter> filters = InceptionPlan.ofFaces();
    for (int i = 0; i < filters.size(); i++) {
      tally.filter(filters.get(i), configuration.crop().size() / InceptionPlan.reduction(i));
    }
    long pictures =
        configuration.texture().views().stream()
            .filter(view -> view != TextureView.SPECTRUM)
            .count();
    tally.multiplyAdds *= pictures;
    if (pictures < configuration.texture().views().size()) {
      tally.multiplyAdds += ResidualSpectrum.multiplyAdds(configuration.view().size());
    }
  }

  private static void classifier(NetworkConfiguration configuration, Tally tally) {
    long width = configuration.localization().width();
    long narrow = ForgeryClassifier.narrowest(configuration);
    long side = configuration.crop().size();
    tally.convolution(3, narrow, 3, side / 2).norm(narrow);
    tally.convolution(narrow, width, 3, side / 4).norm(width);
    tally.convolution(width, 2 * width, 3, side / 8).norm(2 * width);
    tally.linear(ClassifierSizes.pooledFeatures(configuration), ForgeryClassifier.HIDDEN, 1);
    tally.linear(ForgeryClassifier.HIDDEN, 1, 1);
  }

  /** Adds up layers. */
  private static final class Tally {

    private long parameters;
    private long multiplyAdds;

    private void linear(long in, long out, long tokens) {
      parameters += in * out + out;
      multiplyAdds += in * out * tokens;
    }

    private void transformer(long width, long ratio, long tokens) {
      linear(width, 3 * width, tokens);
      linear(width, width, tokens);
      linear(width, ratio * width, tokens);
      linear(ratio * width, width, tokens);
      multiplyAdds += 2 * tokens * tokens * width; // QKᵀ, and the product with V
      parameters += 4 * width; // two norms
    }

    /** Without bias; {@code side} is that of the result. */
    private Tally convolution(long in, long out, long kernel, long side) {
      long weights = in * out * kernel * kernel;
      parameters += weights;
      multiplyAdds += weights * side * side;
      return this;
    }

    private void filter(InceptionPlan.Filter filter, long side) {
      long weights = (long) filter.in() * filter.out() * filter.height() * filter.width();
      parameters += weights + filter.out();
      multiplyAdds += weights * side * side;
    }

    private void norm(long channels) {
      parameters += 2 * channels;
    }

    private void bias(long channels) {
      parameters += channels;
    }

    private void squeezeExcitation(long channels, long reduction) {
      long squeezed = Math.max(1, channels / reduction);
      convolution(channels, squeezed, 1, 1).bias(squeezed);
      convolution(squeezed, channels, 1, 1).bias(channels);
    }

    /** Two residual blocks; with squeeze-and-excitation where {@code reduction} is not 0. */
    private void stage(long in, long out, long side, boolean shortcut, long reduction) {
      convolution(in, out, 3, side).norm(out);
      for (int i = 0; i < 3; i++) {
        convolution(out, out, 3, side).norm(out);
      }
      if (shortcut) {
        convolution(in, out, 1, side).norm(out);
      }
      if (reduction != 0) {
        squeezeExcitation(out, reduction);
        squeezeExcitation(out, reduction);
      }
    }

    private void decoder(long coarse, long skip, long out, long side, long reduction) {
      convolution(coarse + skip, out, 3, side).norm(out);
      convolution(out, out, 3, side).norm(out);
      squeezeExcitation(out, reduction);
      convolution(out, 1, 1, side).bias(1);
    }
  }
}
