package org.delocate.network.encoder;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Preparable;

/**
 * Inception v3 (Szegedy et al., 2016) up to its last block at a sixteenth of the crop: an encoder
 * of dense filters, whose weights can begin as those that were learnt on ImageNet [ours]. They know
 * the three channels of the face; the other six begin at zero.
 *
 * <p>Matrix units of processors work on dense filters and starve on those of single channels: a
 * step of training takes less time than MobileNetV2's, with several times the multiply-adds. Every
 * filter pads its border, where the original leaves some out, so that maps are halves, quarters and
 * so on of the crop. Filters are numbered from 1 in the order in which Keras makes them.
 */
public final class InceptionEncoder extends Module implements LocalizationEncoder {

  private final List<InceptionFilter> filters = new ArrayList<>();

  /** One for the localization network. */
  InceptionEncoder() {
    this(InceptionPlan.FILTERS);
  }

  /** One that looks at faces alone, and no deeper than {@link #eighths}. */
  public static InceptionEncoder ofFaces() {
    return new InceptionEncoder(InceptionPlan.ofFaces());
  }

  private InceptionEncoder(List<InceptionPlan.Filter> chosen) {
    for (InceptionPlan.Filter filter : chosen) {
      filters.add(
          register_module(
              "filter" + (filters.size() + 1),
              new InceptionFilter(
                  filter.in(), filter.out(), filter.height(), filter.width(), filter.stride())));
    }
  }

  @Override
  public Pyramid forward(Tensor input) {
    Reader read = new Reader();
    Eighths seen = eighths(input, read);
    Tensor sixteenth =
        Layers.beside(read.chain(seen.deep(), 1), read.chain(seen.deep(), 3), shrunk(seen.deep()));
    for (int i = 0; i < InceptionPlan.NARROW.length; i++) {
      try (Intermediates passing = new Intermediates()) {
        sixteenth =
            passing.keep(
                Layers.beside(
                    read.chain(sixteenth, 1),
                    read.chain(sixteenth, 3),
                    read.chain(sixteenth, 5),
                    read.chain(smoothed(sixteenth), 1)));
      }
    }
    return new Pyramid(
        seen.half(), seen.quarter(), seen.deep(), sixteenth, sixteenth, sixteenth, seen.deep());
  }

  @Override
  public void prepare(torch.ScalarType type) {
    Preparable.prepare(type, filters);
  }

  /**
   * Looks no deeper than an eighth.
   *
   * @param input {@code [B, C, S, S]}, channels last
   */
  public Eighths eighths(Tensor input) {
    return eighths(input, new Reader());
  }

  private Eighths eighths(Tensor input, Reader read) {
    Tensor half = read.chain(input, 3);
    Tensor quarter = read.chain(shrunk(half), 2);
    Tensor shallow = shrunk(quarter);
    Tensor deep = shallow;
    for (int i = 0; i < InceptionPlan.POOLED.length; i++) {
      try (Intermediates passing = new Intermediates()) {
        deep =
            passing.keep(
                Layers.beside(
                    read.chain(deep, 1),
                    read.chain(deep, 2),
                    read.chain(deep, 3),
                    read.chain(smoothed(deep), 1)));
      }
    }
    return new Eighths(half, quarter, shallow, deep);
  }

  /**
   * The maps up to an eighth.
   *
   * @param half {@code [B, 64, S/2, S/2]}
   * @param quarter {@code [B, 192, S/4, S/4]}
   * @param shallow {@code [B, 192, S/8, S/8]}: before the first block
   * @param deep {@code [B, 288, S/8, S/8]}: behind the last one of this size
   */
  public record Eighths(Tensor half, Tensor quarter, Tensor shallow, Tensor deep) {}

  /** Applies the filters in their order. */
  private final class Reader {
    private int next;

    Tensor chain(Tensor features, int count) {
      try (Intermediates passing = new Intermediates()) {
        for (int i = 0; i < count; i++) {
          features = filters.get(next++).forward(features);
        }
        return passing.keep(features);
      }
    }
  }

  private static Tensor shrunk(Tensor features) {
    return torch.max_pool2d(
        features,
        new long[] {3, 3},
        new long[] {2, 2},
        new long[] {1, 1},
        new long[] {1, 1},
        false);
  }

  /** Mean of 3×3; at borders of what there is. */
  private static Tensor smoothed(Tensor features) {
    return torch.avg_pool2d(
        features,
        new long[] {3, 3},
        new long[] {1, 1},
        new long[] {1, 1},
        false,
        false,
        new org.bytedeco.pytorch.LongOptional());
  }
}
