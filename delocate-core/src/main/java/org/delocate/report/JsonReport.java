package org.delocate.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.InputFacts;
import org.delocate.detection.result.PartEvidence;
import org.delocate.detection.result.Provenance;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.Shot;
import org.delocate.detection.result.StreamFacts;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.result.Verdict;
import org.delocate.face.geometry.Box;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.image.DynamicRange;
import org.delocate.report.output.ReportOutput;

/**
 * {@code report.json}: the contract that programs rely on. What is not known is absent, never null
 * and never 0: {@code label} unless the verdict is scored, {@code reason} unless it is not, {@code
 * probability} unless a face was scored, {@code evidence}, its false alarms and {@code segments}
 * unless the model's card knows steps of evidence, {@code sha256}, {@code durationSeconds}, {@code
 * width} and {@code height} of a file that could not be opened, {@code dynamicRange} of all but
 * high dynamic range, {@code framesMissing} unless the file's own table lists frames that it does
 * not hold, {@code parts} of a track without a scored face, {@code shots} of a person who was seen
 * in one only, {@code streams} of a file that could not be opened, {@code mask} unless mask
 * pictures were written.
 */
public final class JsonReport implements ReportOutput {

  /** The file's name in the folder of a report. */
  public static final String FILE = "report.json";

  /**
   * Version of this contract: the second number rises when fields are added, the first when one
   * goes or means something else.
   */
  public static final String SCHEMA_VERSION = "1.4";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Path file;

  JsonReport(Path folder) {
    this.file = folder.resolve(FILE);
  }

  @Override
  public void write(Report report) {
    WholeFiles.write(file, (toJson(report) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The report as indented JSON text. */
  public static String toJson(Report report) {
    try {
      return MAPPER.writeValueAsString(tree(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }

  private static ObjectNode tree(Report report) {
    ObjectNode root = header(report);
    ArrayNode tracks = root.putArray("tracks");
    report.tracks().forEach(track -> tracks.add(track(track)));
    root.set("provenance", provenance(report));
    return root;
  }

  /** All that comes before the tracks: what lists of reports are made of. */
  public static ObjectNode header(Report report) {
    ObjectNode root = NODES.objectNode();
    root.put("schemaVersion", SCHEMA_VERSION);
    root.set("input", input(report.input()));
    root.set("verdict", verdict(report.verdict()));
    if (isGraded(report)) {
      ArrayNode segments = root.putArray("segments");
      report.segments().forEach(segment -> segments.add(segment(segment)));
    }
    return root;
  }

  /**
   * Reads what {@link #header} holds, and not the tracks, which may be long.
   *
   * @throws IOException if the file cannot be read, or is no report
   */
  static ObjectNode readHeader(Path file) throws IOException {
    ObjectNode root = NODES.objectNode();
    try (JsonParser parser = MAPPER.createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(file + " is no report");
      }
      String name = parser.nextFieldName();
      while (name != null && !name.equals("tracks")) {
        parser.nextToken();
        root.set(name, MAPPER.readTree(parser));
        name = parser.nextFieldName();
      }
    }
    if (!root.has("input") || !root.has("verdict")) {
      throw new IOException(file + " is no report");
    }
    return root;
  }

  /** Whether the model knows steps of evidence: without, no segments were looked for. */
  private static boolean isGraded(Report report) {
    return report.tracks().stream()
        .flatMap(track -> track.frames().stream())
        .anyMatch(frame -> frame.evidence().isPresent());
  }

  private static ObjectNode segment(Segment segment) {
    ObjectNode node = NODES.objectNode();
    node.set("fromSeconds", number(segment.fromSeconds(), 6));
    node.set("toSeconds", number(segment.toSeconds(), 6));
    node.put("evidence", segment.evidence().key());
    node.put("person", segment.person());
    return node;
  }

  private static ObjectNode input(InputFacts input) {
    ObjectNode node = NODES.objectNode();
    node.put("path", input.path());
    input.sha256().ifPresent(digest -> node.put("sha256", digest));
    input
        .media()
        .ifPresent(
            media -> {
              node.set("durationSeconds", number(media.durationSeconds(), 6));
              node.put("width", media.width());
              node.put("height", media.height());
              if (media.dynamicRange() != DynamicRange.SDR) {
                node.put("dynamicRange", media.dynamicRange().shown());
              }
            });
    node.put("framesDecoded", input.framesDecoded());
    if (input.framesSkipped() > 0) {
      node.put("framesSkipped", input.framesSkipped());
    }
    node.put("framesDamaged", input.framesDamaged());
    if (input.framesMissing() > 0) {
      node.put("framesMissing", input.framesMissing());
    }
    if (!input.streams().isEmpty()) {
      ArrayNode streams = node.putArray("streams");
      input.streams().forEach(stream -> streams.add(stream(stream)));
    }
    return node;
  }

  private static ObjectNode stream(StreamFacts facts) {
    ObjectNode node = NODES.objectNode();
    node.put("index", facts.stream().index());
    node.put("codec", facts.stream().codec());
    if (facts.stream().width() > 0 && facts.stream().height() > 0) {
      node.put("width", facts.stream().width());
      node.put("height", facts.stream().height());
    }
    node.put("judged", facts.judged());
    return node;
  }

  private static ObjectNode verdict(Verdict verdict) {
    ObjectNode node = NODES.objectNode();
    node.put("status", verdict.status());
    if (verdict instanceof Verdict.Scored scored) {
      node.put("label", scored.label().key());
    }
    verdict.assessed().ifPresent(assessment -> put(node, assessment));
    node.set("threshold", number(verdict.threshold(), 6));
    verdict.reason().ifPresent(reason -> node.put("reason", reason));
    node.put("message", verdict.message());
    return node;
  }

  private static void put(ObjectNode node, Assessment assessment) {
    node.set("probability", number(assessment.probability(), 6));
    assessment.evidence().ifPresent(evidence -> node.put("evidence", evidence.key()));
    assessment
        .falseAlarms()
        .ifPresent(
            rate -> {
              node.set("falseAlarmRate", number(rate.share(), 6));
              node.set("falseAlarmRateUpTo", number(rate.upTo(), 6));
            });
  }

  private static ObjectNode track(TrackFinding track) {
    ObjectNode node = NODES.objectNode();
    node.put("id", track.id());
    node.set("verdict", verdict(track.verdict()));
    track.parts().ifPresent(parts -> node.set("parts", parts(parts)));
    if (track.shots().size() > 1) {
      ArrayNode shots = node.putArray("shots");
      track.shots().forEach(shot -> shots.add(shot(shot)));
    }
    ArrayNode frames = node.putArray("frames");
    track.frames().forEach(frame -> frames.add(frame(frame)));
    return node;
  }

  private static ObjectNode shot(Shot shot) {
    ObjectNode node = NODES.objectNode();
    node.set("fromSeconds", number(shot.fromSeconds(), 6));
    node.set("toSeconds", number(shot.toSeconds(), 6));
    node.put("faces", shot.faces());
    return node;
  }

  private static ObjectNode parts(PartEvidence parts) {
    ObjectNode node = NODES.objectNode();
    node.put("measure", parts.measure().key());
    node.set("eyes", number(parts.eyes(), 4));
    node.set("cheekAndNose", number(parts.cheekAndNose(), 4));
    node.set("lips", number(parts.lips(), 4));
    return node;
  }

  private static ObjectNode frame(FrameFinding frame) {
    ObjectNode node = NODES.objectNode();
    node.put("index", frame.index());
    node.set("timeSeconds", number(frame.timeSeconds(), 6));
    Box box = frame.box();
    ArrayNode corners = node.putArray("box");
    for (double value : new double[] {box.x(), box.y(), box.width(), box.height()}) {
      corners.add(number(value, 2));
    }
    node.set("probability", number(frame.probability(), 6));
    frame.evidence().ifPresent(evidence -> node.put("evidence", evidence.key()));
    node.set("tamperedFraction", number(frame.tamperedFraction(), 6));
    frame
        .outline()
        .ifPresent(
            outline ->
                node.putObject("outline")
                    .<ObjectNode>set("from", number(outline.from(), 6))
                    .set("fraction", number(outline.fraction(), 6)));
    frame.mask().ifPresent(mask -> node.put("mask", mask));
    return node;
  }

  /** What made the report: all that comes behind the tracks. */
  public static ObjectNode provenance(Report report) {
    Provenance provenance = report.provenance();
    ObjectNode node = NODES.objectNode();
    node.put("code", provenance.code());
    node.put("model", provenance.model());
    node.put("trainingDataTerms", provenance.trainingDataTerms());
    node.put("engine", provenance.engine());
    node.put("java", provenance.java());
    node.put("os", provenance.os());
    ObjectNode options = node.putObject("options");
    for (Map.Entry<String, Object> option : provenance.options().entrySet()) {
      options.set(option.getKey(), MAPPER.<JsonNode>valueToTree(option.getValue()));
    }
    node.put("startedAt", provenance.startedAt().toString());
    node.set("seconds", number(provenance.seconds(), 3));
    return node;
  }

  /** JSON knows no NaN: better no report than one that no program can read. */
  private static JsonNode number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a report cannot hold the number " + value);
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return NODES.numberNode(rounded.doubleValue());
  }
}
