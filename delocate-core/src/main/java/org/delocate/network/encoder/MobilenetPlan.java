package org.delocate.network.encoder;

import java.util.List;
import org.delocate.network.encoder.LocalizationEncoder.Channels;

/**
 * Of which blocks {@link MobilenetEncoder} is made, for whoever builds it in another library: the
 * class of a module would load the engine.
 */
public final class MobilenetPlan {

  public static final int STEM = 32;

  /** Of its batch normalisation. */
  public static final double EPSILON = 1e-3;

  public static final Channels CHANNELS = new Channels(16, 24, 32, 96, 320, 1280, 96);

  /** Of the blocks, in order: channels, stride, how much they widen. */
  public static final List<Block> BLOCKS =
      List.of(
          new Block(16, 1, 1),
          new Block(24, 2, 6),
          new Block(24, 1, 6),
          new Block(32, 2, 6),
          new Block(32, 1, 6),
          new Block(32, 1, 6),
          new Block(64, 2, 6),
          new Block(64, 1, 6),
          new Block(64, 1, 6),
          new Block(64, 1, 6),
          new Block(96, 1, 6),
          new Block(96, 1, 6),
          new Block(96, 1, 6),
          new Block(160, 2, 6),
          new Block(160, 1, 6),
          new Block(160, 1, 6),
          new Block(320, 1, 6));

  /** One block. */
  public record Block(int channels, int stride, int expansion) {}

  private MobilenetPlan() {}
}
