package org.delocate.forgery.swap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Layers;
import org.delocate.network.recovering.Eigenfaces;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;

/**
 * The autoencoder of the original Deepfakes recipe: one encoder for two people, and a decoder for
 * each. A face that goes through the encoder and the other person's decoder comes out as the other
 * person with the first one's expression and pose.
 *
 * <p>A decoder begins with its person's own faces [ours]: their mean, and the {@value #DIRECTIONS}
 * directions in which they differ most ({@link #fit}), mixed as the code says. What is mixed of
 * sharp faces has eyes and teeth from the first step on; the convolutions add what is missing.
 *
 * <p>Of the faces at half their size, four 5×5 convolutions of stride 2, two dense layers, and
 * enlargements by pixel shuffle; the widths are a multiple of one number, so that it trains on a
 * processor [ours].
 */
public final class SwapNetwork extends Module {

  /** Side of the faces in pixels. */
  public static final int SIDE = 128;

  /** Side of what the encoder sees and the convolutions paint; mixtures are as large as faces. */
  private static final int COARSE = SIDE / 2;

  /** Places along a side where it is narrowest. */
  private static final int NARROW = COARSE / 16;

  /**
   * The engine's gradients of convolutions to or from fewer channels than a vector register holds
   * read and write memory that is not theirs. So the last layer has more than the three colours;
   * the rest is thrown away.
   */
  private static final int NARROWEST = 16;

  private static final double LEAK = 0.1;

  /** Directions in which a person's faces differ. */
  private static final int DIRECTIONS = 32;

  /** Deviations from the mean that a face can have along a direction. */
  private static final double FARTHEST = 2.5;

  private static final long VALUES = 3L * SIDE * SIDE;

  /** Whose face comes out. */
  public enum Person {
    FIRST,
    SECOND
  }

  private final int width;
  private final List<Conv2dImpl> encoder = new ArrayList<>();
  private final LinearImpl toCode;
  private final LinearImpl fromCode;
  private final Conv2dImpl widen;
  private final Map<Person, List<Conv2dImpl>> decoders = new EnumMap<>(Person.class);
  private final Map<Person, LinearImpl> mixtures = new EnumMap<>(Person.class);
  private final Map<Person, Tensor> means = new EnumMap<>(Person.class);
  private final Map<Person, Tensor> directions = new EnumMap<>(Person.class);

  /**
   * Makes the network with fresh weights; not inside a {@code PointerScope}.
   *
   * @param width channels after the first convolution, 16 to 256
   */
  public SwapNetwork(int width) {
    if (width < 16 || width > 256) {
      throw new IllegalArgumentException("a width of " + width + " is not within 16 to 256");
    }
    Engine.start();
    this.width = width;
    int channels = 3;
    for (int i = 0; i < 4; i++) {
      int next = width << i;
      encoder.add(register_module("encoder" + i, Layers.convolution(channels, next, 5, 2, true)));
      channels = next;
    }
    toCode = register_module("to_code", Layers.linear(channels * NARROW * NARROW, channels));
    fromCode = register_module("from_code", Layers.linear(channels, channels * NARROW * NARROW));
    widen = register_module("widen", Layers.convolution(channels, 4 * channels / 2, 3, 1, true));
    for (Person person : Person.values()) {
      String prefix = "decoder_" + person.name().toLowerCase(Locale.ROOT) + "_";
      List<Conv2dImpl> decoder = new ArrayList<>();
      int in = channels / 2;
      for (int i = 0; i < 3; i++) {
        int out = Math.max(NARROWEST, in / 2);
        decoder.add(register_module(prefix + i, Layers.convolution(in, 4 * out, 3, 1, true)));
        in = out;
      }
      Conv2dImpl pixels =
          register_module(prefix + "pixels", Layers.convolution(in, NARROWEST, 5, 1, true));
      try (NoGradGuard guard = new NoGradGuard()) {
        torch.zeros_(pixels.weight());
      }
      decoder.add(pixels);
      decoders.put(person, decoder);
      mixtures.put(
          person, register_module(prefix + "mixture", Layers.linear(channels, DIRECTIONS)));
      means.put(person, torch.full(new long[] {VALUES}, new Scalar(0.5)));
      register_buffer(prefix + "mean", means.get(person));
      directions.put(person, torch.zeros(DIRECTIONS, VALUES));
      register_buffer(prefix + "directions", directions.get(person));
    }
  }

  /**
   * Gives a decoder the faces of its person to begin with.
   *
   * @param faces 128 × 128 pixels, at least one
   */
  public void fit(List<Image> faces, Person person) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor rows = FaceTensors.images(faces).flatten(1, 3);
      Tensor mean = rows.mean(0);
      means.get(person).copy_(mean);
      int count = Math.min(DIRECTIONS, faces.size() - 1);
      directions.get(person).zero_();
      if (count > 0) {
        directions
            .get(person)
            .narrow(0, 0, count)
            .copy_(Eigenfaces.directions(rows.sub(mean), count));
      }
    }
  }

  /** Channels after the first convolution. */
  public int width() {
    return width;
  }

  /**
   * Faces of a person with the expressions of others.
   *
   * @param images {@code [B, 3, 128, 128]} in 0..1
   * @return {@code [B, 3, 128, 128]}, about 0..1
   */
  public Tensor forward(Tensor images, Person person) {
    Tensor features = torch.avg_pool2d(images, 2, 2).sub(new Scalar(0.5)).mul(new Scalar(2.0));
    for (Conv2dImpl layer : encoder) {
      features = leaky(layer.forward(features));
    }
    long channels = features.size(1);
    Tensor code = toCode.forward(features.flatten(1, 3));
    features = fromCode.forward(code).reshape(-1, channels, NARROW, NARROW);
    features = torch.pixel_shuffle(leaky(widen.forward(features)), 2);
    List<Conv2dImpl> decoder = decoders.get(person);
    for (Conv2dImpl layer : decoder.subList(0, 3)) {
      features = torch.pixel_shuffle(leaky(layer.forward(features)), 2);
    }
    Tensor added = decoder.get(3).forward(features).narrow(1, 0, 3).tanh().mul(new Scalar(0.5));
    Tensor mixture =
        mixtures
            .get(person)
            .forward(code)
            .div(new Scalar(FARTHEST))
            .tanh()
            .mul(new Scalar(FARTHEST));
    Tensor mixed = mixture.matmul(directions.get(person)).add(means.get(person));
    return mixed.reshape(-1, 3, SIDE, SIDE).add(Layers.enlarge(added, SIDE, SIDE));
  }

  private static Tensor leaky(Tensor features) {
    return torch.leaky_relu(features, new Scalar(LEAK));
  }

  /**
   * One face as a person; for any number of threads, while nobody trains.
   *
   * @param face 128 × 128 pixels
   */
  public Image paint(Image face, Person person) {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode()) {
      return FaceTensors.image(forward(FaceTensors.images(List.of(face)), person), 0);
    }
  }

  /**
   * Writes the weights.
   *
   * @param remark where they come from
   * @throws CheckpointException if writing fails
   */
  public void write(Path file, String remark) {
    SafetensorsWriter.write(
        file,
        Weights.state(this),
        Safetensors.Type.F32,
        Map.of("format", "pt", "width", String.valueOf(width), "remark", remark));
  }

  /**
   * Reads a network that {@link #write} wrote; not inside a {@code PointerScope}.
   *
   * @throws CheckpointException if the file cannot be read, or is of another kind
   */
  public static SwapNetwork read(Path file) {
    NativeLibraries.unpack();
    Safetensors weights = Safetensors.read(file);
    String width = weights.metadata().getOrDefault("width", "");
    if (!width.matches("\\d{1,3}")) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          file + " holds no autoencoder of two people");
    }
    SwapNetwork network = new SwapNetwork(Integer.parseInt(width));
    Weights.load(network, weights);
    return network;
  }
}
