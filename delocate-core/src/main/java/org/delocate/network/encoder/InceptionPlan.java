package org.delocate.network.encoder;

import java.util.ArrayList;
import java.util.List;
import org.delocate.network.encoder.LocalizationEncoder.Channels;

/**
 * Of which filters {@link InceptionEncoder} is made, for whoever builds it in another library: the
 * class of a module would load the engine.
 */
public final class InceptionPlan {

  /** Those at a sixteenth are the deepest, too: there is nothing below. */
  static final Channels CHANNELS = new Channels(64, 192, 288, 768, 768, 768, 288);

  /** Filters before the first block; they see edges and colours, which every face has. */
  public static final int STEM = 5;

  /** Channels of the pooled branch of each block at an eighth. */
  static final int[] POOLED = {32, 64, 64};

  /** Channels within the long branches of each block at a sixteenth. */
  static final int[] NARROW = {128, 160, 160, 192};

  /** One filter: channels in and out, height and width of its kernel, stride. */
  public record Filter(int in, int out, int height, int width, int stride) {

    private Filter(int in, int out, int side) {
      this(in, out, side, side, 1);
    }
  }

  /** All filters in order; the one place that knows their sizes. */
  public static final List<Filter> FILTERS = filters(LocalizationEncoder.INPUTS);

  /** How many of them lead up to an eighth of the crop. */
  public static final int TO_EIGHTH = STEM + 7 * POOLED.length;

  private InceptionPlan() {}

  /** Those of an encoder that looks at faces alone, and no deeper than an eighth of the crop. */
  public static List<Filter> ofFaces() {
    return filters(3).subList(0, TO_EIGHTH);
  }

  private static List<Filter> filters(int inputs) {
    List<Filter> all = new ArrayList<>();
    all.add(new Filter(inputs, 32, 3, 3, 2));
    all.add(new Filter(32, 32, 3));
    all.add(new Filter(32, 64, 3));
    all.add(new Filter(64, 80, 1));
    all.add(new Filter(80, 192, 3));
    int in = 192;
    for (int pooled : POOLED) {
      all.add(new Filter(in, 64, 1));
      all.add(new Filter(in, 48, 1));
      all.add(new Filter(48, 64, 5));
      all.add(new Filter(in, 64, 1));
      all.add(new Filter(64, 96, 3));
      all.add(new Filter(96, 96, 3));
      all.add(new Filter(in, pooled, 1));
      in = 64 + 64 + 96 + pooled;
    }
    all.add(new Filter(in, 384, 3, 3, 2));
    all.add(new Filter(in, 64, 1));
    all.add(new Filter(64, 96, 3));
    all.add(new Filter(96, 96, 3, 3, 2));
    in = in + 384 + 96;
    for (int narrow : NARROW) {
      all.add(new Filter(in, 192, 1));
      all.add(new Filter(in, narrow, 1));
      all.add(new Filter(narrow, narrow, 1, 7, 1));
      all.add(new Filter(narrow, 192, 7, 1, 1));
      all.add(new Filter(in, narrow, 1));
      all.add(new Filter(narrow, narrow, 7, 1, 1));
      all.add(new Filter(narrow, narrow, 1, 7, 1));
      all.add(new Filter(narrow, narrow, 7, 1, 1));
      all.add(new Filter(narrow, 192, 1, 7, 1));
      all.add(new Filter(in, 192, 1));
    }
    return List.copyOf(all);
  }

  /** How much smaller than the crop's the side of a filter's map is, {@code index} from 0. */
  public static int reduction(int index) {
    if (index < 3) {
      return 2;
    } else if (index < STEM) {
      return 4;
    }
    // Of the four that lead to a sixteenth, two still look at an eighth.
    return index < TO_EIGHTH || index == TO_EIGHTH + 1 || index == TO_EIGHTH + 2 ? 8 : 16;
  }
}
