package org.delocate.network.analysis;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.delocate.face.align.AlignedFace;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.export.ScanGraph;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.texture.StatisticsWeights;
import org.delocate.network.texture.TrackTexture;
import org.delocate.network.weights.Safetensors;

/** Networks in ONNX Runtime, in fp32. */
final class OnnxNetworks implements FaceNetworks {

  private final NetworkConfiguration configuration;
  private final Calibration calibration;
  private final OnnxSession networks;
  private final Optional<Texture> texture;

  /** What texture tells, and of whom. */
  private record Texture(OnnxSession moving, OnnxSession still, TrackTexture nobody) {

    static Texture of(Checkpoint checkpoint) {
      NetworkConfiguration.Texture scales = checkpoint.card().networks().texture();
      Safetensors weights = checkpoint.weights();
      return new Texture(
          OnnxSession.later(ScanGraph.texture(checkpoint, true)),
          OnnxSession.later(ScanGraph.texture(checkpoint, false)),
          new TrackTexture(
              scales,
              weights(weights, "texture.moving", scales.hasLimits()),
              weights(weights, "texture.track", scales.hasLimits()),
              scales.passages().areTold()
                  ? Optional.of(weights(weights, "texture.passage", scales.hasLimits()))
                  : Optional.empty()));
    }

    private static StatisticsWeights weights(Safetensors file, String name, boolean limited) {
      return limited
          ? new StatisticsWeights(
              file.values(name), file.values(name + "_lowest"), file.values(name + "_highest"))
          : StatisticsWeights.unlimited(file.values(name));
    }
  }

  private OnnxNetworks(Checkpoint checkpoint) {
    configuration = checkpoint.card().networks();
    calibration = checkpoint.card().calibration();
    networks = OnnxSession.now(ScanGraph.networks(checkpoint));
    try {
      texture =
          configuration.texture().isOn() ? Optional.of(Texture.of(checkpoint)) : Optional.empty();
    } catch (RuntimeException e) {
      networks.close();
      throw e;
    }
  }

  /**
   * Opens the networks that all faces go through; those of texture are opened with the first face
   * of their kind, as most inputs have one kind alone.
   *
   * @throws org.delocate.network.weights.CheckpointException if the weights do not fit the card's
   *     architecture, or are not finite
   */
  static OnnxNetworks open(Checkpoint checkpoint) {
    if (!checkpoint.weights().isKnown()) {
      // A graph would find out when it runs, if at all.
      checkpoint.networks().close();
    }
    return new OnnxNetworks(checkpoint);
  }

  @Override
  public NetworkConfiguration configuration() {
    return configuration;
  }

  @Override
  public Precision precision() {
    return Precision.FP32;
  }

  @Override
  public Optional<TrackTexture> nobody() {
    return texture.map(Texture::nobody);
  }

  /**
   * What texture tells of faces.
   *
   * @param logits of each
   * @param share of the classifier's logits beside them
   * @param statistics of each that moves, none of others
   */
  private record Told(float[] logits, double share, List<float[]> statistics) {}

  @Override
  public List<FaceEvidence> evidence(List<AlignedFace> faces) {
    try (OnnxFaces inputs = new OnnxFaces(faces, configuration)) {
      Optional<Told> told = texture.map(network -> told(network, inputs, faces));
      try (OrtSession.Result seen = networks.run(inputs.ofNetworks())) {
        return evidence(seen, faces.size(), told);
      }
    }
  }

  private Told told(Texture network, OnnxFaces inputs, List<AlignedFace> faces) {
    if (faces.get(0).moves()) {
      try (OrtSession.Result result = network.moving().run(inputs.ofMoving())) {
        float[] statistics = floats(result, ScanGraph.STATISTICS);
        return new Told(
            floats(result, ScanGraph.LOGITS),
            configuration.texture().classifierShare(),
            rows(statistics, faces.size()));
      }
    }
    try (OrtSession.Result result = network.still().run(inputs.ofStill())) {
      return new Told(
          floats(result, ScanGraph.LOGITS),
          configuration.texture().stillShare(),
          faces.stream().map(face -> SeenFace.NO_TEXTURE).toList());
    }
  }

  private List<FaceEvidence> evidence(OrtSession.Result seen, int count, Optional<Told> told) {
    float[] logits = floats(seen, ScanGraph.LOGITS);
    float[] errors = floats(seen, ScanGraph.ERRORS);
    float[] discrepancies = floats(seen, ScanGraph.DISCREPANCIES);
    List<float[]> masks = rows(floats(seen, ScanGraph.MASKS), count);
    List<Image> recovered = pictures(seen, count);
    List<FaceEvidence> evidence = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int face = i;
      double all =
          told.map(texts -> texts.logits()[face] + texts.share() * logits[face])
              .orElse((double) logits[face]);
      evidence.add(
          new SeenFace(
                  all,
                  configuration.view().size(),
                  masks.get(i),
                  recovered.get(i),
                  PartValues.row(errors, i),
                  PartValues.row(discrepancies, i),
                  told.map(texts -> texts.statistics().get(face)).orElse(SeenFace.NO_TEXTURE))
              .calibrated(calibration));
    }
    return evidence;
  }

  private List<Image> pictures(OrtSession.Result result, int count) {
    ByteBuffer bytes = tensor(result, ScanGraph.RECOVERED).getByteBuffer();
    int side = configuration.view().size();
    List<Image> pictures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[bytes.capacity() / count];
      bytes.get(rgb);
      pictures.add(new Image(side, side, rgb));
    }
    return pictures;
  }

  private static List<float[]> rows(float[] all, int count) {
    int length = all.length / count;
    List<float[]> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.copyOfRange(all, i * length, (i + 1) * length));
    }
    return rows;
  }

  private static float[] floats(OrtSession.Result result, String name) {
    FloatBuffer values = tensor(result, name).getFloatBuffer();
    float[] all = new float[values.remaining()];
    values.get(all);
    return all;
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    OnnxValue value = result.get(name).orElseThrow();
    return (OnnxTensor) value;
  }

  /** Not while faces are under way. */
  @Override
  public void close() {
    try (OnnxSession all = networks;
        OnnxSession one = texture.map(Texture::moving).orElse(null);
        OnnxSession other = texture.map(Texture::still).orElse(null)) {
      // Each is closed, whatever happens to the others.
    }
  }
}
