package org.delocate.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.delocate.worker.ScanResult;

/**
 * A row of the table: one video and what was found in it. The columns stand in {@code
 * video.schema}, and in docs/archives.md what they mean. As in {@code report.json}, what is not
 * known is absent.
 *
 * @param group the row as Parquet writes it
 */
record VideoRow(Group group) {

  /** The columns. */
  static final MessageType SCHEMA = schema();

  private static final String PATH = "path";
  private static final String SHA256 = "sha256";
  private static final String STATUS = "status";
  private static final String LABEL = "label";

  private static MessageType schema() {
    try (InputStream text = VideoRow.class.getResourceAsStream("video.schema")) {
      return MessageTypeParser.parseMessageType(
          new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("video.schema cannot be read", e);
    }
  }

  /** A video that a worker has scanned. */
  static VideoRow scanned(
      ArchiveFile file,
      String sha256,
      ScanResult result,
      Optional<String> report,
      BatchSettings settings) {
    Group row = begun(file, settings);
    row.append(SHA256, sha256);
    JsonNode header = result.header();
    JsonNode verdict = header.path("verdict");
    row.append(STATUS, verdict.path("status").asText());
    text(row, LABEL, verdict.path("label"));
    number(row, "probability", verdict.path("probability"));
    text(row, "evidence", verdict.path("evidence"));
    number(row, "threshold", verdict.path("threshold"));
    text(row, "reason", verdict.path("reason"));
    row.append("message", result.message());
    row.append("people", result.persons());
    Group segments = row.addGroup("segments");
    for (JsonNode segment : header.path("segments")) {
      segments
          .addGroup("list")
          .addGroup("element")
          .append("from_seconds", segment.path("fromSeconds").asDouble())
          .append("to_seconds", segment.path("toSeconds").asDouble())
          .append("evidence", segment.path("evidence").asText())
          .append("person", segment.path("person").asInt());
    }
    JsonNode input = header.path("input");
    number(row, "duration_seconds", input.path("durationSeconds"));
    if (input.has("width")) {
      row.append("width", input.path("width").asInt());
      row.append("height", input.path("height").asInt());
    }
    row.append("frames_decoded", input.path("framesDecoded").asLong());
    row.append("frames_damaged", input.path("framesDamaged").asLong());
    row.append("frames_missing", input.path("framesMissing").asLong());
    JsonNode provenance = result.provenance();
    for (String made : new String[] {"code", "engine", "java", "os"}) {
      text(row, made, provenance.path(made));
    }
    row.append("scanned_at", Instant.parse(provenance.path("startedAt").asText()).toEpochMilli());
    row.append("scan_seconds", result.seconds());
    report.ifPresent(folder -> row.append("report", folder));
    return new VideoRow(row);
  }

  /**
   * A video without a report.
   *
   * @param sha256 empty if it could not be read to its end
   * @param reason a code
   */
  static VideoRow failed(
      ArchiveFile file,
      Optional<String> sha256,
      String reason,
      String message,
      BatchSettings settings) {
    Group row = begun(file, settings);
    sha256.ifPresent(digest -> row.append(SHA256, digest));
    row.append(STATUS, "failed");
    row.append("reason", reason);
    row.append("message", message);
    row.addGroup("segments");
    row.append("scanned_at", Instant.now().toEpochMilli());
    row.append("scan_seconds", 0.0);
    return new VideoRow(row);
  }

  private static Group begun(ArchiveFile file, BatchSettings settings) {
    return new SimpleGroup(SCHEMA)
        .append(PATH, file.path())
        .append("bytes", file.bytes())
        .append("modified", file.modified().toEpochMilli())
        .append("model", settings.model())
        .append("options", settings.scans().inWords())
        .append("run", settings.run());
  }

  private static void text(Group row, String column, JsonNode value) {
    if (!value.isMissingNode()) {
      row.append(column, value.asText());
    }
  }

  private static void number(Group row, String column, JsonNode value) {
    if (!value.isMissingNode()) {
      row.append(column, value.asDouble());
    }
  }

  /** The same finding for a file with the same content. */
  VideoRow copiedTo(ArchiveFile file, BatchSettings settings) {
    Group copy =
        new SimpleGroup(SCHEMA)
            .append(PATH, file.path())
            .append("bytes", file.bytes())
            .append("modified", file.modified().toEpochMilli())
            .append("run", settings.run());
    for (Type column : group.getType().getFields()) {
      String name = column.getName();
      if (SCHEMA.containsField(name)
          && copy.getFieldRepetitionCount(name) == 0
          && group.getFieldRepetitionCount(name) > 0) {
        copyValue(column, copy);
      }
    }
    return new VideoRow(copy);
  }

  private void copyValue(Type column, Group copy) {
    String name = column.getName();
    if (!column.isPrimitive()) {
      copy.add(name, group.getGroup(name, 0));
      return;
    }
    switch (column.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> copy.add(name, group.getBinary(name, 0));
      case INT32 -> copy.add(name, group.getInteger(name, 0));
      case INT64 -> copy.add(name, group.getLong(name, 0));
      case DOUBLE -> copy.add(name, group.getDouble(name, 0));
      default -> throw new IllegalStateException("no column of the schema is a " + column);
    }
  }

  /** The digest of the content, if it could be read. */
  Optional<String> sha256() {
    return text(SHA256);
  }

  /** Whether it says what the given model finds with the given options. */
  boolean isOf(BatchSettings settings) {
    return text("model").equals(Optional.of(settings.model()))
        && text("options").equals(Optional.of(settings.scans().inWords()));
  }

  /** How the scan ended. */
  Outcome outcome() {
    return switch (text(STATUS).orElse("")) {
      case "scored" -> text(LABEL).orElse("").equals("forged") ? Outcome.FORGED : Outcome.AUTHENTIC;
      case "abstained" -> Outcome.NO_VERDICT;
      default -> Outcome.FAILED;
    };
  }

  private Optional<String> text(String column) {
    return group.getFieldRepetitionCount(column) == 0
        ? Optional.empty()
        : Optional.of(group.getString(column, 0));
  }
}
