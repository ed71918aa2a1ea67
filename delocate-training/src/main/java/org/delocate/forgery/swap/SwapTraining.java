package org.delocate.forgery.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Box;
import org.delocate.forgery.shape.Warp;
import org.delocate.forgery.swap.SwapNetwork.Person;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.weights.Weights;

/**
 * Trains a {@link SwapNetwork} on two people, as the original Deepfakes did: each face is warped a
 * little, and has to come out unwarped through the shared encoder and its owner's decoder; the loss
 * is the mean absolute error.
 *
 * <p>Each decoder begins with the eigenfaces of its person ({@link SwapNetwork#fit}) [ours]. So
 * that people who are not alike swap too [ours]: only the face counts, eyes and lips three times
 * (see {@link SwapFace}); mirrored faces let somebody who looks left learn from somebody who looks
 * right; and the light of what goes in changes by chance, while what comes out keeps its own, so
 * that the code holds no colours.
 *
 * @param width of the network
 * @param steps of training
 * @param batch faces of each person a step
 * @param learningRate of Adam
 * @param seed of weights, batches and warps
 */
public record SwapTraining(int width, int steps, int batch, double learningRate, long seed) {

  /** Greatest relative change of the light that falls on a face, and of each channel's share. */
  private static final double LIGHT = 0.25;

  private static final double COLOUR = 0.1;

  /** Told of every step. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param done steps
     * @param loss weighed mean absolute error of the step, pixels in 0..1
     */
    void step(int done, int steps, double loss);
  }

  public SwapTraining {
    if (steps < 1 || batch < 1 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          steps + " steps of " + batch + " faces at a rate of " + learningRate);
    }
  }

  /** Small enough for a processor. [ours] */
  public static SwapTraining standard(int steps, long seed) {
    return new SwapTraining(32, steps, 8, 5e-4, seed);
  }

  /**
   * Trains; not inside a {@code PointerScope}.
   *
   * @param first crops of 128 pixels of the person whose face will be forged
   * @param second the same of the donor
   * @throws IllegalArgumentException if a person has no face
   * @throws IllegalStateException if the loss is no longer finite
   */
  public SwapNetwork run(List<StoredFace> first, List<StoredFace> second, Listener listener) {
    if (first.isEmpty() || second.isEmpty()) {
      throw new IllegalArgumentException("two people are needed, each with a face at least");
    }
    NativeLibraries.unpack();
    Engine.seed(seed);
    List<SwapFace> targets = prepared(first);
    List<SwapFace> donors = prepared(second);
    SwapNetwork network = new SwapNetwork(width);
    network.fit(targets.stream().map(SwapFace::face).toList(), Person.FIRST);
    network.fit(donors.stream().map(SwapFace::face).toList(), Person.SECOND);
    TensorVector parameters =
        new TensorVector(Weights.parameters(network).values().toArray(new Tensor[0]));
    AdamWOptions options = new AdamWOptions(learningRate);
    options.weight_decay().put(0);
    try (AdamW optimizer = new AdamW(parameters, options)) {
      for (int step = 0; step < steps; step++) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + step);
        double loss;
        try (PointerScope scope = new PointerScope()) {
          Tensor sum =
              loss(network, Person.FIRST, targets, random)
                  .add(loss(network, Person.SECOND, donors, random));
          loss = sum.item_double() / 2;
          if (!Double.isFinite(loss)) {
            throw new IllegalStateException("the training diverged at step " + step);
          }
          optimizer.zero_grad();
          sum.backward();
          optimizer.step();
        }
        listener.step(step + 1, steps, loss);
      }
    }
    network.eval();
    return network;
  }

  private Tensor loss(
      SwapNetwork network, Person person, List<SwapFace> faces, SplittableRandom random) {
    List<Image> warped = new ArrayList<>();
    List<Image> straight = new ArrayList<>();
    List<Image> weighed = new ArrayList<>();
    float[] gains = new float[3 * batch];
    for (int i = 0; i < batch; i++) {
      SwapFace face = faces.get(random.nextInt(faces.size()));
      Box box = new Box(0, 0, face.face().width(), face.face().height());
      // Landmarks align all faces, so that what comes out needs no other view than its own: moved
      // targets would be no mixtures of the person's faces any more, and blurred ones be learnt.
      straight.add(face.face());
      weighed.add(face.weights());
      warped.add(Warp.random(box, 0.02, 0.02, 0.03, 0.02, random).of(face.face()));
      float light = (float) random.nextDouble(1 - LIGHT, 1 + LIGHT);
      for (int channel = 0; channel < 3; channel++) {
        gains[3 * i + channel] = light * (float) random.nextDouble(1 - COLOUR, 1 + COLOUR);
      }
    }
    Tensor lit =
        FaceTensors.images(warped)
            .mul(Tensor.create(gains, batch, 3, 1, 1))
            .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
    Tensor weights = FaceTensors.images(weighed);
    Tensor apart = network.forward(lit, person).sub(FaceTensors.images(straight)).abs();
    return apart.mul(weights).sum().div(weights.sum());
  }

  private static List<SwapFace> prepared(List<StoredFace> faces) {
    return faces.stream()
        .map(face -> SwapFace.of(face.crop(), face.landmarks()))
        .flatMap(face -> Stream.of(face, face.mirrored()))
        .toList();
  }
}
