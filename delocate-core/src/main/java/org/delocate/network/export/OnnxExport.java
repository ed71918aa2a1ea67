package org.delocate.network.export;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.ElementType;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.OnnxModel;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.texture.TrackTexture;
import org.delocate.network.weights.CheckpointException;

/**
 * A checkpoint as one ONNX file: from aligned faces to what {@link
 * org.delocate.network.analysis.FaceAnalyzer} says of each, with the card beside it. The graph is
 * built from the configuration that builds the modules, since the engine cannot write one in Java.
 */
public final class OnnxExport {

  /** Key of the metadata: the card, as {@code model.json} has it. */
  public static final String CARD = "model.json";

  /** Key of the metadata: name and digest of the weights, as reports call the model. */
  public static final String IDENTITY = "model";

  /** Key of the metadata: terms of the data that the weights were trained on. */
  public static final String LICENCE = "trainingDataLicence";

  /**
   * Key of the metadata: the {@code parts} of a face that looks into the camera, as lists of
   * numbers, for those who have no landmarks.
   */
  public static final String TYPICAL_PARTS = "typicalParts";

  /**
   * In the metadata: the outline of a face that looks into the camera, where a graph asks for it.
   */
  public static final String TYPICAL_OUTLINE = "typicalOutline";

  /** The input for how faces lie in their pictures. */
  public static final String OUTLINES = "outlines";

  private static final String LOGITS = "[B]: logits, higher for forged";

  private final NetworkConfiguration configuration;
  private final Calibration calibration;
  private final OnnxGraph graph = new OnnxGraph();
  private final Operators operators = new Operators(graph);
  private final LayerGraph layers;

  private OnnxExport(Checkpoint checkpoint) {
    configuration = checkpoint.card().networks();
    calibration = checkpoint.card().calibration();
    layers = new LayerGraph(operators, StoredWeights.ofFile(graph, checkpoint.weights()));
  }

  /**
   * Builds the graph.
   *
   * @param producer the program that does, with its version
   * @throws CheckpointException if the weights do not fit the card, are not finite, or are of a
   *     kind of texture network that is not known here
   */
  public static OnnxModel of(Checkpoint checkpoint, String producer) {
    // Loading checks every name and shape; a graph would find out when it runs.
    try (DelocateNetworks fitting = checkpoint.networks()) {
      OnnxExport export = new OnnxExport(checkpoint);
      export.build();
      export.checkTexture();
      Map<String, String> metadata = new LinkedHashMap<>();
      metadata.put(IDENTITY, checkpoint.identity());
      metadata.put(LICENCE, checkpoint.card().trainingDataLicence());
      metadata.put(TYPICAL_PARTS, Arrays.deepToString(TypicalParts.of(export.configuration)));
      if (asksForOutlines(export.configuration)) {
        metadata.put(TYPICAL_OUTLINE, Arrays.toString(FaceOutlines.typical(export.configuration)));
      }
      metadata.put(CARD, checkpoint.card().toJson());
      return new OnnxModel(
          export.graph,
          "delocate",
          producer,
          "From aligned faces to logits and masks of forgery; see docs/onnx.md of Delocate.",
          metadata);
    }
  }

  /** Whether the graph of such networks has the input {@link #OUTLINES}. */
  public static boolean asksForOutlines(NetworkConfiguration configuration) {
    return configuration.texture().isOn()
        && configuration.texture().maskShare() != null
        && configuration.texture().hasPlacesInFace();
  }

  /** A texture network that grew must not lose a part of itself on the way. */
  private void checkTexture() {
    List<String> lost =
        layers.weights().unused().stream()
            .filter(name -> name.startsWith("texture."))
            // How a person's frames wander, and which of them part, is told beyond single faces.
            .filter(
                name -> !name.startsWith("texture.track") && !name.startsWith("texture.passage"))
            .toList();
    if (!lost.isEmpty()) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          "networks with " + lost.get(0) + " cannot be exported: the graph has no place for it");
    }
  }

  private void build() {
    int side = configuration.view().size();
    int hidden = PatchSelection.partCount(configuration.patchGrid());
    Value face =
        graph.input(
            "face",
            ElementType.FLOAT,
            "aligned faces with their surroundings, RGB in 0..1",
            "B",
            3,
            side,
            side);
    Value parts =
        graph.input(
            "parts",
            ElementType.INT64,
            "patches of the crop to hide: of the eyes, of cheeks and nose, of the lips",
            "P",
            PatchSelection.PARTS,
            hidden);
    Value batch = graph.node("Shape", new Attributes().integer("start", 0).integer("end", 1), face);
    Value everyParts =
        graph.node(
            "Expand",
            parts,
            operators.concatenate(0, batch, graph.integers(PatchSelection.PARTS, hidden)));
    NetworkGraph.Output seen = new NetworkGraph(layers, configuration).forward(face, everyParts);
    Value masks = seen.maskLogits();
    if (configuration.texture().isOn()) {
      masks = textured(face, batch, seen);
    } else {
      judged("", seen, seen.classifier());
    }
    pictures(seen, masks, side);
    numbers("classifier", seen.classifier(), LOGITS + ", the classifier's alone", "B");
    String byPart = ", over the hidden patches of eyes, cheeks and nose, lips";
    numbers("recovery_errors", seen.errors(), "mean of (x - recovered)²" + byPart, "B", 3);
    numbers(
        "discrepancies", seen.discrepancies(), "mean of (mapped - recovered)²" + byPart, "B", 3);
  }

  /** What texture and motion add; gives the masks that lean to where forgeries lie. */
  private Value textured(Value face, Value batch, NetworkGraph.Output seen) {
    TextureGraph texture = new TextureGraph(layers, configuration);
    Map<String, Value> pictures = new HashMap<>();
    Map<TextureView, Value> other = new EnumMap<>(TextureView.class);
    for (TextureView view : configuration.texture().views()) {
      if (view.isMoving()) {
        other.put(view, pictures.computeIfAbsent(inputName(view), name -> later(view)));
      }
    }
    Set<TextureView> seenBy = EnumSet.copyOf(configuration.texture().views());
    seenBy.addAll(TextureGraph.STILL);
    Map<TextureView, Value> views = texture.statistics(seenBy, face, other);
    Value still = texture.still(views);
    Value statistics = texture.ofMoving(views);
    Value moving = texture.moving(statistics);
    NetworkConfiguration.Texture shares = configuration.texture();
    judged("_still", seen, shared(still, seen.classifier(), shares.stillShare()));
    Value logits =
        judged("_moving", seen, shared(moving, seen.classifier(), shares.classifierShare()));
    numbers("texture_still", still, LOGITS + " of texture alone, of pictures", "B");
    numbers("texture_moving", moving, LOGITS + " of texture and motion alone", "B");
    numbers("statistics", statistics, "what the texture discriminants weigh", "B", "N");
    Value person = together(batch, texture.track(statistics), moving, logits);
    numbers("person_logit", person, "of all samples as moving frames of one person", 1);
    numbers("person_probability", probability(person), "of forgery, likewise", 1);
    return texture.placed(seen.maskLogits(), this::outlines);
  }

  /** How the faces lie in their pictures. */
  private Value outlines() {
    return graph.input(
        OUTLINES,
        ElementType.FLOAT,
        "top and bottom of the landmarks, then left and right of their hull at heights between,"
            + " as shares of the side",
        "C",
        FaceOutlines.NUMBERS);
  }

  /** The pictures that a view compares with the faces. */
  private Value later(TextureView view) {
    int side = configuration.view().size();
    String meaning =
        "the same places some 40 ms later"
            + (view == TextureView.MOTION ? "" : ", drawn back to where things were in the faces")
            + "; the faces themselves where that is not known";
    return graph.input(inputName(view), ElementType.FLOAT, meaning, "B", 3, side, side);
  }

  /**
   * What the pictures are called that a view compares with the faces.
   *
   * @throws IllegalArgumentException if it shows the faces alone
   */
  public static String inputName(TextureView view) {
    return switch (view) {
      case WIDE, DETAIL -> throw new IllegalArgumentException(view + " shows the faces alone");
      case MOTION -> "later";
      case RESIDUAL, SPECTRUM -> "compensated";
    };
  }

  /** The mean of the frames, and what they tell together beyond it; see {@link TrackTexture}. */
  private Value together(Value batch, Value joint, Value single, Value logits) {
    Value mean = operators.reduce("Mean", logits, 0);
    if (configuration.texture().track().gain() == 0) {
      return mean;
    }
    float[] shares = new float[TrackTexture.ENOUGH_FRAMES + 1];
    for (int frames = 0; frames < shares.length; frames++) {
      shares[frames] = (float) TrackTexture.share(frames);
    }
    Value known = graph.constant(ConstantTensor.floats(shares, shares.length));
    Value most = graph.node("Min", batch, graph.integers(TrackTexture.ENOUGH_FRAMES));
    Value share = operators.gather(known, most, 0);
    Value beyond = operators.subtract(joint, operators.reduce("Mean", single, 0));
    return operators.add(mean, operators.multiply(beyond, share));
  }

  private Value shared(Value texture, Value classifier, double share) {
    return operators.add(texture, operators.multiply(classifier, share));
  }

  /** Outputs for a kind of face: its logit, with the discrepancy's share, and its probability. */
  private Value judged(String kind, NetworkGraph.Output seen, Value logits) {
    Double weight = calibration.discrepancyWeight();
    Value all = logits;
    if (weight != null && weight != 0) {
      Value roots = operators.reduce("Mean", operators.each("Sqrt", seen.discrepancies()), 1);
      all = operators.add(all, operators.multiply(operators.squeeze(roots, 1), weight));
    }
    String of =
        switch (kind) {
          case "_still" -> ", of faces whose later picture is not known";
          case "_moving" -> ", of faces that move";
          default -> "";
        };
    numbers("logit" + kind, all, LOGITS + of, "B");
    numbers("probability" + kind, probability(all), "[B]: of forgery, calibrated" + of, "B");
    return all;
  }

  private Value probability(Value logits) {
    Value scaled = operators.multiply(logits, 1 / calibration.temperature());
    return operators.each("Sigmoid", operators.add(scaled, calibration.bias()));
  }

  private void pictures(NetworkGraph.Output seen, Value masks, int side) {
    Value shifted = operators.add(masks, calibration.maskShift());
    String meaning =
        calibration.masks().byFace() == null
            ? "forged, by pixel, 0..1"
            : "forged if the face is, by pixel, 0..1; a scan paints that times the face's probability";
    numbers("mask", operators.each("Sigmoid", shifted), meaning, "B", 1, side, side);
    numbers("mask_logits", masks, "before they are shifted", "B", 1, side, side);
    numbers("recovered", seen.recovered(), "faces as stage 1 expects them", "B", 3, side, side);
    numbers("mapped", seen.mapped(), "faces as the mapping module maps them", "B", 3, side, side);
  }

  private void numbers(String name, Value value, String meaning, Object... shape) {
    graph.output(value, name, ElementType.FLOAT, meaning, shape);
  }
}
