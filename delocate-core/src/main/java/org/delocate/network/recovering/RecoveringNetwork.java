package org.delocate.network.recovering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.media.image.Image;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Preparable;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;

/**
 * Stage 1: the masked autoencoder that learns what real faces look like [paper]. A ViT encoder sees
 * the visible patches, a light ViT decoder paints the hidden ones (He et al., 2022).
 *
 * <p>Images are {@code [B, 3, S, S]} in 0..1, RGB. Inside they are moved to -1..1. Predictions are
 * pixels in 0..1, not normalised per patch, so that a recovered face is a picture [ours]; they are
 * not clamped. With normalised targets (MAE's other choice) a prediction is a patch less its mean
 * and over its deviation, and becomes pixels by the mean and deviation of the true patch.
 *
 * <p>With {@link Eigenfaces}, the decoder's tokens of hidden patches begin with what a linear model
 * of faces expects there, and the network predicts what has to be added to it [ours]. Fresh weights
 * add nothing, so that learning begins with a face and not with a blank.
 *
 * <p>Position embeddings are fixed; they are computed, not stored, and the card names them.
 */
public final class RecoveringNetwork extends Module implements Preparable {

  private static final String EIGENFACES = "eigenfaces";
  private static final String EIGENFACE_EMBEDDING = "decoder_expected";

  private final PatchGrid grid;
  private final int decoderWidth;
  private final boolean normalized;
  private final Eigenfaces eigenfaces;
  private final LinearImpl eigenfaceEmbedding;
  private final LinearImpl patchEmbedding;
  private final List<TransformerBlock> encoder = new ArrayList<>();
  private final LayerNormImpl encoderNorm;
  private final LinearImpl decoderEmbedding;
  private final List<TransformerBlock> decoder = new ArrayList<>();
  private final LayerNormImpl decoderNorm;
  private final LinearImpl toPixels;
  private final Tensor classToken;
  private final Tensor maskToken;
  private final Tensor encoderPositions;
  private final Tensor decoderPositions;
  private final PartRecovery parts;

  /** Makes the network with fresh weights (Xavier, as MAE); not inside a {@code PointerScope}. */
  public RecoveringNetwork(NetworkConfiguration configuration) {
    RecoveringSettings sizes = configuration.recovering();
    grid = new PatchGrid(configuration.patchGrid(), sizes.patchSize());
    decoderWidth = sizes.decoder().width();
    normalized = sizes.normalizedTargets();
    int patchValues = grid.values();
    int width = sizes.encoder().width();

    patchEmbedding = register_module("patch_embed", Layers.linear(patchValues, width));
    for (int i = 0; i < sizes.encoder().depth(); i++) {
      TransformerBlock block =
          new TransformerBlock(width, sizes.encoder().heads(), sizes.mlpRatio());
      encoder.add(register_module("encoder" + i, block));
    }
    encoderNorm = register_module("encoder_norm", Layers.layerNorm(width));
    decoderEmbedding = register_module("decoder_embed", Layers.linear(width, decoderWidth));
    for (int i = 0; i < sizes.decoder().depth(); i++) {
      TransformerBlock block =
          new TransformerBlock(decoderWidth, sizes.decoder().heads(), sizes.mlpRatio());
      decoder.add(register_module("decoder" + i, block));
    }
    decoderNorm = register_module("decoder_norm", Layers.layerNorm(decoderWidth));
    toPixels = register_module("decoder_pred", Layers.linear(decoderWidth, patchValues));

    if (sizes.eigenfaces() > 0) {
      eigenfaces =
          register_module(
              EIGENFACES,
              new Eigenfaces(configuration.crop().size(), grid.side(), sizes.eigenfaces()));
      eigenfaceEmbedding =
          register_module(EIGENFACE_EMBEDDING, Layers.linear(patchValues, decoderWidth));
      addNothing();
    } else {
      eigenfaces = null;
      eigenfaceEmbedding = null;
    }

    // The module's own reference moves when it grows, so these two are ours (ENGINE, trap 2).
    classToken = torch.randn(1, 1, width).mul_(new Scalar(0.02)).set_requires_grad(true);
    register_parameter("cls_token", classToken);
    maskToken = torch.randn(1, 1, decoderWidth).mul_(new Scalar(0.02)).set_requires_grad(true);
    register_parameter("mask_token", maskToken);
    encoderPositions =
        Tensor.create(
            PositionEmbedding.of(sizes.positions(), width, grid.side()), 1, patches(), width);
    decoderPositions =
        Tensor.create(
            PositionEmbedding.of(sizes.positions(), decoderWidth, grid.side()),
            1,
            patches(),
            decoderWidth);
    parts = new PartRecovery(this, sizes.partsTogether());
  }

  /** Makes the network predict what the eigenfaces expect. */
  private void addNothing() {
    try (NoGradGuard guard = new NoGradGuard()) {
      torch.zeros_(toPixels.weight());
      torch.zeros_(toPixels.bias());
    }
  }

  /**
   * Measures the eigenfaces; they do not learn.
   *
   * @param crops aligned real faces of the crop's size, more than there are eigenfaces
   * @throws IllegalStateException if the network has none
   * @throws IllegalArgumentException if there are too few faces
   */
  public void fitEigenfaces(List<Image> crops) {
    if (eigenfaces == null) {
      throw new IllegalStateException("this network has no eigenfaces");
    }
    eigenfaces.fit(crops);
  }

  /**
   * Fills everything but the eigenfaces from a network that had none. What that one predicted were
   * pixels and not additions, so its last layer is left out too.
   *
   * @throws org.delocate.network.weights.CheckpointException if the other shapes differ
   */
  public void loadWithoutEigenfaces(Safetensors file, String prefix) {
    Map<String, Tensor> state = Weights.state(this);
    state
        .keySet()
        .removeIf(
            name ->
                name.startsWith(EIGENFACES + ".") || name.startsWith(EIGENFACE_EMBEDDING + "."));
    Weights.fill(state, file, prefix);
    addNothing();
  }

  @Override
  public void prepare(torch.ScalarType type) {
    Preparable.prepare(type, encoder);
    Preparable.prepare(type, decoder);
  }

  /** A parameter, which tells where they all lie. */
  public Tensor classToken() {
    return classToken;
  }

  /** Patches of an image. */
  public int patches() {
    return grid.patches();
  }

  /** How images are cut into patches. */
  public PatchGrid grid() {
    return grid;
  }

  /**
   * Predicts the hidden patches.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @param ids hidden and visible patches, B rows
   * @return {@code [B, M, p * p * 3]}, pixels in 0..1, in the order of {@code ids.masked()}
   */
  public Tensor forward(Tensor images, PatchIds ids) {
    Tensor encoded = encode(images, ids.visible());
    if (normalized) {
      Tensor truth = PatchGrid.take(grid.patchify(images), ids.masked());
      return decode(encoded, ids, null).mul(deviation(truth)).add(mean(truth));
    }
    Scalar half = new Scalar(0.5);
    if (eigenfaces == null) {
      return decode(encoded, ids, null).mul(half).add(half);
    }
    Tensor expected =
        PatchGrid.take(grid.patchify(eigenfaces.expected(images, ids.visible())), ids.masked());
    return decode(encoded, ids, expected).mul(half).add(expected);
  }

  /** Of each patch: {@code [B, M, P] -> [B, M, 1]}. */
  private static Tensor mean(Tensor patches) {
    return Layers.mean(patches, 2);
  }

  /** Of each patch, a little above 0 where it is of one colour: {@code [B, M, P] -> [B, M, 1]}. */
  private static Tensor deviation(Tensor patches) {
    return mean(patches.sub(mean(patches)).square()).add(new Scalar(1e-6)).sqrt();
  }

  /**
   * The encoder's view of the visible patches.
   *
   * @param visible {@code [B, V]}
   * @return {@code [B, 1 + V, width]}; token 0 is the class token
   */
  public Tensor encode(Tensor images, Tensor visible) {
    Tensor seen =
        PatchGrid.take(grid.patchify(images), visible).sub(new Scalar(0.5)).mul(new Scalar(2.0));
    Tensor positions =
        PatchGrid.take(
            FaceTensors.onDeviceOf(images, encoderPositions).expand(seen.size(0), -1, -1), visible);
    Tensor tokens = patchEmbedding.forward(seen).add(positions);
    tokens = Layers.concatenate(1, classToken.expand(tokens.size(0), -1, -1), tokens);
    tokens = Layers.roundedForInference(tokens);
    for (TransformerBlock block : encoder) {
      tokens = block.forward(tokens);
    }
    return encoderNorm.forward(tokens);
  }

  /**
   * {@code [B, M, p * p * 3]}: pixels in -1..1, what to add to them, or normalised patches.
   *
   * @param expected {@code [B, M, p * p * 3]} in 0..1, or null where nothing is
   */
  private Tensor decode(Tensor encoded, PatchIds ids, Tensor expected) {
    long batch = encoded.size(0);
    long seen = ids.visible().size(1);
    long hidden = ids.masked().size(1);
    Tensor embedded = decoderEmbedding.forward(encoded); // [B, 1 + V, D]
    // The order of tokens does not matter to attention: class, visible, hidden.
    Tensor positions = FaceTensors.onDeviceOf(encoded, decoderPositions).expand(batch, -1, -1);
    Tensor visibleTokens =
        embedded.narrow(1, 1, seen).add(PatchGrid.take(positions, ids.visible()));
    Tensor hiddenTokens = maskToken.add(PatchGrid.take(positions, ids.masked()));
    if (expected != null) {
      Tensor centred = expected.sub(new Scalar(0.5)).mul(new Scalar(2.0));
      hiddenTokens = hiddenTokens.add(eigenfaceEmbedding.forward(centred));
    }
    Tensor tokens = Layers.concatenate(1, embedded.narrow(1, 0, 1), visibleTokens, hiddenTokens);
    tokens = Layers.roundedForInference(tokens);
    for (TransformerBlock block : decoder) {
      tokens = block.forward(tokens);
    }
    Tensor last = decoderNorm.forward(tokens.narrow(1, 1 + seen, hidden));
    return toPixels.forward(last);
  }

  /**
   * Mean squared error over the hidden patches, a scalar: of pixels in 0..1, or of normalised
   * patches, where a guess of grey has the error 1.
   */
  public Tensor loss(Tensor images, PatchIds ids) {
    Tensor truth = PatchGrid.take(grid.patchify(images), ids.masked());
    if (normalized) {
      Tensor target = truth.sub(mean(truth)).div(deviation(truth));
      return torch.mse_loss(decode(encode(images, ids.visible()), ids, null), target);
    }
    return torch.mse_loss(forward(images, ids), truth);
  }

  /**
   * The images with their hidden patches replaced by the predictions.
   *
   * @return {@code [B, 3, S, S]}
   */
  public Tensor recover(Tensor images, PatchIds ids) {
    return grid.unpatchify(
        PatchGrid.put(grid.patchify(images), ids.masked(), forward(images, ids)));
  }

  /**
   * Recovers the parts of each face, hidden in turn or together as the configuration says; patches
   * of no part stay as they are.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @param partIds {@code 3 B} rows, see {@link PatchIds#ofParts}
   */
  public Recovery recoverParts(Tensor images, PatchIds partIds) {
    return parts.recover(images, partIds);
  }

  /**
   * How far two pictures of the same faces are from each other where their parts are hidden.
   *
   * @param first {@code [B, 3, S, S]}
   * @param second {@code [B, 3, S, S]}
   * @param partIds {@code 3 B} rows, see {@link PatchIds#ofParts}
   * @return {@code [B, 3]}: mean squared difference over each part's hidden patches
   */
  public Tensor partDistances(Tensor first, Tensor second, PatchIds partIds) {
    return parts.distances(first, second, partIds);
  }

  /**
   * A face recovered part by part.
   *
   * @param faces {@code [B, 3, S, S]}, about 0..1
   * @param partErrors {@code [B, 3]}: mean squared error over each part's hidden patches
   */
  public record Recovery(Tensor faces, Tensor partErrors) {}
}
