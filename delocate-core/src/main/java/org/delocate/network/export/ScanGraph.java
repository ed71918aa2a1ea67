package org.delocate.network.export;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.onnx.ElementType;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.OnnxModel;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.weights.CheckpointException;

/**
 * The networks of a checkpoint as a scan runs them: from the bytes of faces to what a report needs,
 * and no more. {@link OnnxExport} has one graph with all outputs, for others; here are three, so
 * that faces that move and faces whose next frame is not known share the networks that both go
 * through.
 */
public final class ScanGraph {

  /** Input of all: {@code [B, V, V, 3]} of bytes, RGB; aligned faces with what is around them. */
  public static final String FACES = "faces";

  /** Input of the networks: {@code [B, 3, M]} of int64, the patches to hide of each part. */
  public static final String PARTS = "parts";

  /**
   * {@code [B, }{@link FaceOutlines#NUMBERS}{@code ]}, how faces lie in their pictures: only where
   * masks follow them.
   */
  public static final String OUTLINES = OnnxExport.OUTLINES;

  /** Output of all: {@code [B]}, logits of the classifier, or of what texture tells. */
  public static final String LOGITS = "logits";

  /** Output of the networks: {@code [B, 1, V, V]}, 0..1, shifted as the card's calibration says. */
  public static final String MASKS = "masks";

  /** Output of the networks: {@code [B, V, V, 3]} of bytes, RGB: faces as stage 1 recovers them. */
  public static final String RECOVERED = "recovered";

  /** Output of the networks: {@code [B, 3]}, mean squared error of recovery of each part. */
  public static final String ERRORS = "errors";

  /** Output of the networks: {@code [B, 3]}, mean squared distance of mapped from recovered. */
  public static final String DISCREPANCIES = "discrepancies";

  /** Output of texture that moves: {@code [B, n]}, what the discriminants weigh. */
  public static final String STATISTICS = "statistics";

  private static final double WHITE = 255;

  private static final int COLOURS = 3;

  private final NetworkConfiguration configuration;
  private final OnnxGraph graph = new OnnxGraph();
  private final Operators operators = new Operators(graph);
  private final LayerGraph layers;

  private ScanGraph(Checkpoint checkpoint) {
    configuration = checkpoint.card().networks();
    layers = new LayerGraph(operators, StoredWeights.ready(graph, checkpoint.weights()));
  }

  /**
   * Recovery, mapping, localization and classifier.
   *
   * @throws CheckpointException if weights are missing or not finite; whether all fit, {@link
   *     Checkpoint#networks} finds out
   */
  public static OnnxModel networks(Checkpoint checkpoint) {
    ScanGraph scan = new ScanGraph(checkpoint);
    scan.buildNetworks(checkpoint.card().calibration().maskShift());
    return scan.model();
  }

  /**
   * The texture network, which the configuration must have.
   *
   * @param moving whether it is for faces that move
   * @throws CheckpointException as for {@link #networks}
   */
  public static OnnxModel texture(Checkpoint checkpoint, boolean moving) {
    ScanGraph scan = new ScanGraph(checkpoint);
    if (moving) {
      scan.buildMoving();
    } else {
      scan.buildStill();
    }
    return scan.model();
  }

  /**
   * The pictures, likewise of bytes, that texture that moves asks for beside {@link #FACES}: {@link
   * OnnxExport#inputName} of the views.
   */
  public static Set<String> laterInputs(NetworkConfiguration configuration) {
    return configuration.texture().views().stream()
        .filter(TextureView::isMoving)
        .map(OnnxExport::inputName)
        .collect(Collectors.toUnmodifiableSet());
  }

  private OnnxModel model() {
    return new OnnxModel(graph, "delocate", "Delocate", "", Map.of());
  }

  private void buildNetworks(double maskShift) {
    int side = configuration.view().size();
    int hidden = PatchSelection.partCount(configuration.patchGrid());
    Value faces = pictures(FACES);
    Value parts = graph.input(PARTS, ElementType.INT64, "", "B", PatchSelection.PARTS, hidden);
    NetworkGraph.Output seen = new NetworkGraph(layers, configuration).forward(faces, parts);
    Value masks =
        configuration.texture().isOn()
            ? new TextureGraph(layers, configuration).placed(seen.maskLogits(), this::outlines)
            : seen.maskLogits();
    Value painted = operators.each("Sigmoid", operators.add(masks, maskShift));
    numbers(seen.classifier(), LOGITS, "B");
    numbers(painted, MASKS, "B", 1, side, side);
    graph.output(
        bytes(seen.recovered()), RECOVERED, ElementType.UINT8, "", "B", side, side, COLOURS);
    numbers(seen.errors(), ERRORS, "B", PatchSelection.PARTS);
    numbers(seen.discrepancies(), DISCREPANCIES, "B", PatchSelection.PARTS);
  }

  private Value outlines() {
    return graph.input(OUTLINES, ElementType.FLOAT, "", "B", FaceOutlines.NUMBERS);
  }

  private void buildStill() {
    TextureGraph texture = new TextureGraph(layers, configuration);
    Value faces = pictures(FACES);
    numbers(texture.still(texture.statistics(TextureGraph.STILL, faces, Map.of())), LOGITS, "B");
  }

  private void buildMoving() {
    TextureGraph texture = new TextureGraph(layers, configuration);
    List<TextureView> views = configuration.texture().views();
    Value faces = pictures(FACES);
    Map<String, Value> pictures = new HashMap<>();
    Map<TextureView, Value> other = new EnumMap<>(TextureView.class);
    for (TextureView view : views) {
      if (view.isMoving()) {
        other.put(view, pictures.computeIfAbsent(OnnxExport.inputName(view), this::pictures));
      }
    }
    Value statistics = texture.ofMoving(texture.statistics(EnumSet.copyOf(views), faces, other));
    numbers(texture.moving(statistics), LOGITS, "B");
    numbers(statistics, STATISTICS, "B", "N");
  }

  private void numbers(Value value, String name, Object... shape) {
    graph.output(value, name, ElementType.FLOAT, "", shape);
  }

  /** An input of bytes, {@code [B, V, V, 3]}, as {@code [B, 3, V, V]} in 0..1. */
  private Value pictures(String name) {
    int side = configuration.view().size();
    Value bytes = graph.input(name, ElementType.UINT8, "", "B", side, side, COLOURS);
    Value planes = operators.transpose(operators.as(ElementType.FLOAT, bytes), 0, 3, 1, 2);
    return operators.divide(planes, graph.scalar(WHITE));
  }

  /** The other way, rounded; what lies beyond 0..1 is cut. */
  private Value bytes(Value pictures) {
    Value scaled = operators.multiply(operators.within(pictures, 0, 1), WHITE);
    Value rounded = operators.as(ElementType.UINT8, operators.add(scaled, 0.5));
    return operators.transpose(rounded, 0, 2, 3, 1);
  }
}
