package org.delocate.network.texture;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.InceptionEncoder;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Normalization;
import org.delocate.network.layer.Preparable;

/**
 * What texture and motion tell, over all generators [ours]: the first blocks of an Inception v3
 * with weights learnt on ImageNet, which nothing here tunes, look at a face with its surroundings,
 * at its fine detail, and at what moves until the next frame; mean and deviation of each channel
 * over the whole and over mouth, eyes and surroundings are weighed by a linear discriminant.
 *
 * <p>Tuned encoders learn the pages that their clips are from sooner than what forgeries of
 * generators they never saw have in common; a linear discriminant of frozen features cannot.
 */
public final class TextureNetwork extends Module implements Preparable {

  private static final int CHANNELS = 192 + 288;

  /** Values of a view: mean and deviation of each channel, over each region. */
  private static final int VALUES_OF_VIEW = 2 * CHANNELS * TextureRegions.COUNT;

  /** Statistics of a face without a next frame: surroundings and detail. */
  public static final int STILL = 2 * VALUES_OF_VIEW;

  /** Statistics of a face with one: motion beside them. */
  public static final int MOVING = 3 * VALUES_OF_VIEW;

  /** Of a person over several such frames: mean of each statistic, then deviation of each. */
  public static final int TRACK = 2 * MOVING;

  private final NetworkConfiguration configuration;
  private final InceptionEncoder encoder;
  private final Tensor moving;
  private final Tensor still;
  private final Tensor track;
  private final Tensor wideRegions;
  private final Tensor cropRegions;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public TextureNetwork(NetworkConfiguration configuration) {
    this.configuration = configuration;
    encoder = register_module("encoder", InceptionEncoder.ofFaces());
    moving = new Tensor(register_buffer("moving", torch.zeros(MOVING)));
    still = new Tensor(register_buffer("still", torch.zeros(STILL)));
    track = new Tensor(register_buffer("track", torch.zeros(TRACK)));
    int side = configuration.crop().size();
    double shown = (double) side / configuration.view().size();
    wideRegions = TextureRegions.of(configuration.crop(), shown);
    cropRegions = TextureRegions.of(configuration.crop(), 1);
  }

  /**
   * Sets the discriminants.
   *
   * @param movingWeights {@link #MOVING} of them
   * @param stillWeights {@link #STILL} of them
   * @param trackWeights {@link #TRACK} of them
   */
  public void setWeights(float[] movingWeights, float[] stillWeights, float[] trackWeights) {
    try (NoGradGuard guard = new NoGradGuard()) {
      moving.copy_(FaceTensors.of(movingWeights, MOVING));
      still.copy_(FaceTensors.of(stillWeights, STILL));
      track.copy_(FaceTensors.of(trackWeights, TRACK));
    }
  }

  /**
   * The statistics of faces without a next frame.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @return {@code [B, }{@link #STILL}{@code ]}, fp32
   */
  public Tensor statistics(Tensor images) {
    long side = configuration.crop().size();
    return Layers.beside(
        values(TextureViews.wide(images, side), wideRegions),
        values(TextureViews.detail(images, side), cropRegions));
  }

  /**
   * The statistics of faces with a next frame: those of {@link #statistics(Tensor)}, then those of
   * what moves.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param later {@code [B, 3, V, V]} in 0..1
   * @return {@code [B, }{@link #MOVING}{@code ]}, fp32
   */
  public Tensor statistics(Tensor images, Tensor later) {
    Tensor motion = TextureViews.motion(images, later, configuration.crop().size());
    return Layers.beside(statistics(images), values(motion, wideRegions));
  }

  private Tensor values(Tensor view, Tensor regions) {
    try (Intermediates passing = new Intermediates()) {
      InceptionEncoder.Eighths seen =
          encoder.eighths(Layers.channelsLast(Normalization.centred(view)));
      return passing.keep(
          Layers.beside(
              TextureRegions.pool(seen.shallow(), regions),
              TextureRegions.pool(seen.deep(), regions)));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    encoder.prepare(type);
  }

  /**
   * The discriminant of faces without a next frame.
   *
   * @param statistics {@code [B, }{@link #STILL}{@code ]}
   * @return {@code [B]} logits, positive for forged
   */
  public Tensor ofStill(Tensor statistics) {
    return logits(statistics, still, configuration.texture().still());
  }

  /**
   * The discriminant of faces with a next frame.
   *
   * @param statistics {@code [B, }{@link #MOVING}{@code ]}
   */
  public Tensor ofMoving(Tensor statistics) {
    return logits(statistics, moving, configuration.texture().moving());
  }

  /** What a person's frames say together, from now on. */
  public TrackTexture person() {
    return new TrackTexture(
        configuration.texture(), FaceTensors.floats(moving), FaceTensors.floats(track));
  }

  private static Tensor logits(
      Tensor statistics, Tensor weights, NetworkConfiguration.Texture.Scale scale) {
    return statistics
        .mul(weights)
        .sum(new long[] {1}, false, new ScalarTypeOptional())
        .mul(new Scalar(scale.gain()))
        .add(new Scalar(scale.bias()));
  }
}
