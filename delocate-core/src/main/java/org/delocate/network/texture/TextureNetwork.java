package org.delocate.network.texture;

import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.InceptionEncoder;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.TextureView;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Normalization;
import org.delocate.network.layer.Preparable;

/**
 * What texture and motion tell, over all generators [ours]: the first blocks of an Inception v3
 * with weights learnt on ImageNet, which nothing here tunes, look at {@linkplain TextureView views}
 * of a face: its surroundings, its fine detail, what moves until the next frame, and what is left
 * of that when motion is taken out; mean and deviation of each channel over the whole and over
 * mouth, eyes and surroundings are weighed by a linear discriminant, beside {@linkplain
 * ResidualSpectrum numbers} that say what is left without any network.
 *
 * <p>Tuned encoders learn the pages that their clips are from sooner than what forgeries of
 * generators they never saw have in common; a linear discriminant of frozen features cannot.
 */
public final class TextureNetwork extends Module implements Preparable {

  private final NetworkConfiguration configuration;
  private final InceptionEncoder encoder;
  private final Discriminant moving;
  private final Discriminant still;
  private final Discriminant track;
  private final Optional<Discriminant> passage;
  private final Optional<Tensor> places;
  private final Tensor wideRegions;
  private final Tensor cropRegions;
  private final Optional<ResidualSpectrum> spectrum;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public TextureNetwork(NetworkConfiguration configuration) {
    this.configuration = configuration;
    encoder = register_module("encoder", InceptionEncoder.ofFaces());
    moving = new Discriminant("moving", TextureSizes.movingOf(configuration));
    still = new Discriminant("still", TextureSizes.STILL);
    track = new Discriminant("track", TextureSizes.trackOf(configuration));
    passage =
        configuration.texture().passages().areTold()
            ? Optional.of(new Discriminant("passage", TextureSizes.movingOf(configuration)))
            : Optional.empty();
    int cells = TextureSizes.placesOf(configuration);
    places =
        configuration.texture().maskShare() == null
            ? Optional.empty()
            : Optional.of(new Tensor(register_buffer("places", torch.zeros(1, 1, cells, cells))));
    int side = configuration.crop().size();
    double shown = (double) side / configuration.view().size();
    wideRegions = TextureRegions.of(configuration.crop(), shown);
    cropRegions = TextureRegions.of(configuration.crop(), 1);
    spectrum =
        configuration.texture().views().contains(TextureView.SPECTRUM)
            ? Optional.of(new ResidualSpectrum(configuration.crop(), configuration.view().size()))
            : Optional.empty();
  }

  /**
   * Sets the discriminants, with limits if the configuration has them, without otherwise.
   *
   * @param ofMoving {@link TextureSizes#movingOf} of them
   * @param ofStill {@link TextureSizes#STILL} of them
   * @param ofTrack {@link TextureSizes#trackOf} of them
   */
  public void setWeights(
      StatisticsWeights ofMoving, StatisticsWeights ofStill, StatisticsWeights ofTrack) {
    moving.set(ofMoving);
    still.set(ofStill);
    track.set(ofTrack);
  }

  /**
   * Sets what tells frames of a shot from its others, likewise.
   *
   * @param weights {@link TextureSizes#movingOf} of them
   * @throws IllegalStateException if the configuration does not tell passages
   */
  public void setPassages(StatisticsWeights weights) {
    passage.orElseThrow(() -> new IllegalStateException("passages are not told")).set(weights);
  }

  /**
   * Sets where forgeries lie.
   *
   * @param logits of each place of the view, or of a face and a little beyond it ({@link
   *     FaceOutlines}), row by row, as many as {@link TextureSizes#placesOf} squared: positive
   *     where most forgeries of clips lie
   * @throws IllegalStateException if the configuration's masks do not follow it
   */
  public void setPlaces(float[] logits) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor own = places.orElseThrow(() -> new IllegalStateException("masks have no places"));
      own.copy_(FaceTensors.of(logits, 1, 1, own.size(2), own.size(3)));
    }
  }

  /**
   * Masks that lean to where forgeries lie, if the configuration says so [ours]: on generators that
   * it never saw, a localization network that paints alone fits worse than a mask that is the same
   * for all faces, and both together fit better than either.
   *
   * @param maskLogits {@code [B, 1, V, V]} of the localization network
   * @param outlines of the faces ({@link FaceOutlines#of}); where they are not known, that of a
   *     face that looks into the camera. They count where places lie in faces
   * @return {@code [B, 1, V, V]}
   */
  public Tensor placed(Tensor maskLogits, Optional<Tensor> outlines) {
    if (places.isEmpty()) {
      return maskLogits;
    }
    long side = maskLogits.size(2);
    NetworkConfiguration.Texture settings = configuration.texture();
    Tensor own =
        settings.hasPlacesInFace()
            ? FaceOutlines.inPictures(
                places.get(),
                FaceTensors.onDeviceOf(maskLogits, outlines.orElseGet(this::typicalOutline)),
                (int) side)
            : Layers.enlarge(places.get(), side, side);
    return maskLogits.mul(new Scalar(settings.maskShare())).add(own);
  }

  private Tensor typicalOutline() {
    return FaceTensors.of(FaceOutlines.typical(configuration), 1, FaceOutlines.NUMBERS);
  }

  /**
   * The statistics of faces without a next frame.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @return {@code [B, }{@link TextureSizes#STILL}{@code ]}, fp32
   */
  public Tensor statistics(Tensor images) {
    FacesInTime faces = FacesInTime.still(images);
    return Layers.beside(
        statistics(TextureView.WIDE, faces), statistics(TextureView.DETAIL, faces));
  }

  /**
   * The statistics of faces with a next frame: those of each view of the configuration.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param later {@code [B, 3, V, V]} in 0..1
   * @return {@code [B, }{@link TextureSizes#movingOf}{@code ]}, fp32
   */
  public Tensor statistics(Tensor images, Tensor later) {
    FacesInTime faces = FacesInTime.moving(images, later);
    return Layers.beside(
        configuration.texture().views().stream()
            .map(view -> statistics(view, faces))
            .toArray(Tensor[]::new));
  }

  /**
   * The statistics of one view: of the configuration's, or of the two of faces without a next
   * frame.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param later {@code [B, 3, V, V]} in 0..1, which views that move need
   * @return {@code [B, }{@link TextureSizes#valuesOf}{@code ]}, fp32
   */
  public Tensor statistics(TextureView view, Tensor images, Optional<Tensor> later) {
    return statistics(
        view,
        later
            .map(next -> FacesInTime.moving(images, next))
            .orElseGet(() -> FacesInTime.still(images)));
  }

  private Tensor statistics(TextureView view, FacesInTime faces) {
    long side = configuration.crop().size();
    Tensor images = faces.images();
    return switch (view) {
      case WIDE -> values(TextureViews.wide(images, side), wideRegions);
      case DETAIL -> values(TextureViews.detail(images, side), cropRegions);
      case MOTION -> values(TextureViews.motion(images, faces.later(), side), wideRegions);
      case RESIDUAL -> values(TextureViews.residual(images, faces.back(), side), wideRegions);
      case SPECTRUM -> spectrum.orElseThrow().of(images, faces.back());
    };
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
   * @param statistics {@code [B, }{@link TextureSizes#STILL}{@code ]}
   * @return {@code [B]} logits, positive for forged
   */
  public Tensor ofStill(Tensor statistics) {
    return still.logits(statistics, configuration.texture().still());
  }

  /**
   * The discriminant of faces with a next frame.
   *
   * @param statistics {@code [B, }{@link TextureSizes#movingOf}{@code ]}
   */
  public Tensor ofMoving(Tensor statistics) {
    return moving.logits(statistics, configuration.texture().moving());
  }

  /** What a person's frames say together, from now on. */
  public TrackTexture person() {
    return new TrackTexture(
        configuration.texture(),
        moving.values(),
        track.values(),
        passage.map(Discriminant::values));
  }

  /** Weights of statistics, and the limits within which these count, if there are any. */
  private final class Discriminant {
    private final Tensor weights;
    private final Optional<Tensor> lowest;
    private final Optional<Tensor> highest;

    private Discriminant(String name, long size) {
      weights = buffer(name, size);
      boolean limited = configuration.texture().hasLimits();
      lowest = limited ? Optional.of(buffer(name + "_lowest", size)) : Optional.empty();
      highest = limited ? Optional.of(buffer(name + "_highest", size)) : Optional.empty();
    }

    private Tensor buffer(String name, long size) {
      return new Tensor(register_buffer(name, torch.zeros(size)));
    }

    private void set(StatisticsWeights values) {
      try (NoGradGuard guard = new NoGradGuard()) {
        weights.copy_(FaceTensors.of(values.weights(), weights.numel()));
        lowest.ifPresent(low -> low.copy_(FaceTensors.of(values.lowest(), low.numel())));
        highest.ifPresent(high -> high.copy_(FaceTensors.of(values.highest(), high.numel())));
      }
    }

    private StatisticsWeights values() {
      float[] read = FaceTensors.floats(weights);
      return lowest.isEmpty()
          ? StatisticsWeights.unlimited(read)
          : new StatisticsWeights(
              read, FaceTensors.floats(lowest.get()), FaceTensors.floats(highest.orElseThrow()));
    }

    /** {@code [B, n] -> [B]}. */
    private Tensor logits(Tensor statistics, NetworkConfiguration.Texture.Scale scale) {
      Tensor counted =
          lowest.isEmpty()
              ? statistics
              : torch.minimum(torch.maximum(statistics, lowest.get()), highest.orElseThrow());
      return counted
          .mul(weights)
          .sum(new long[] {1}, false, new ScalarTypeOptional())
          .mul(new Scalar(scale.gain()))
          .add(new Scalar(scale.bias()));
    }
  }
}
