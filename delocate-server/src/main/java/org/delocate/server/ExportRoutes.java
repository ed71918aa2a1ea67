package org.delocate.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.delocate.storage.Outcome;
import org.delocate.storage.ScanPage;
import org.delocate.storage.ScanQuery;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StoredScan;

/** Whole lists for other programs, page by page, so that memory does not grow with them. */
final class ExportRoutes {

  private static final String COLUMNS =
      "id,file,sha256,state,verdict,evidence,probability,reason,seconds,opinion,note,created";

  private final ScanStore scans;
  private final ScanJson json;

  ExportRoutes(ScanStore scans, ScanJson json) {
    this.scans = scans;
    this.json = json;
  }

  /** What is done with each scan of a list. */
  private interface Line {
    void write(StoredScan scan, boolean begins) throws IOException;
  }

  void register(Routes routes) {
    routes.get(ScanJson.ROOT + "/export.csv", Allowed.UPLOADERS, this::csv);
    routes.get(ScanJson.ROOT + "/export.json", Allowed.UPLOADERS, this::json);
  }

  private void csv(Context ctx) throws IOException {
    ScanQuery query = ScanRoutes.query(ctx);
    ctx.contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"delocate.csv\"");
    ScanPage first = ScanRoutes.page(scans, query);
    Writer out = writer(ctx);
    out.write(COLUMNS + "\r\n");
    each(query, first, (scan, begins) -> out.write(row(scan) + "\r\n"));
    out.flush();
  }

  private void json(Context ctx) throws IOException {
    ScanQuery query = ScanRoutes.query(ctx);
    ctx.contentType("application/json")
        .header("Content-Disposition", "attachment; filename=\"delocate.json\"");
    ScanPage first = ScanRoutes.page(scans, query);
    Writer out = writer(ctx);
    out.write("{\"items\":[");
    each(query, first, (scan, begins) -> out.write((begins ? "\n" : ",\n") + json.of(scan)));
    out.write("\n]}\n");
    out.flush();
  }

  private static Writer writer(Context ctx) {
    return new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8);
  }

  private void each(ScanQuery asked, ScanPage firstPage, Line line) throws IOException {
    ScanPage page = firstPage;
    boolean first = true;
    while (true) {
      for (StoredScan scan : page.scans()) {
        line.write(scan, first);
        first = false;
      }
      if (page.next().isEmpty()) {
        return;
      }
      page =
          scans.list(
              new ScanQuery(
                  asked.text(),
                  asked.state(),
                  asked.label(),
                  asked.sha256(),
                  asked.order(),
                  1000,
                  page.next()));
    }
  }

  private static String row(StoredScan scan) {
    Outcome outcome = scan.isFinished() ? scan.outcome() : Outcome.failed("", "");
    Outcome.Verdict verdict = outcome.verdict();
    String said = "";
    if (scan.isFinished()) {
      said =
          verdict.label() != null
              ? verdict.label()
              : "abstained".equals(verdict.status()) ? "no verdict" : "failed";
    }
    List<String> cells =
        List.of(
            scan.id(),
            scan.upload().name(),
            scan.upload().sha256(),
            scan.course().state(),
            said,
            text(verdict.evidence()),
            verdict.probability() == null ? "" : Double.toString(verdict.probability()),
            text(verdict.reason()),
            seconds(outcome),
            text(scan.opinion().label()),
            text(scan.opinion().note()),
            Instant.ofEpochMilli(scan.course().createdAt()).toString());
    return String.join(",", cells.stream().map(ExportRoutes::cell).toList());
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static String seconds(Outcome outcome) {
    if (outcome.segments() == null) {
      return "";
    }
    StringBuilder seconds = new StringBuilder();
    for (JsonNode segment : Json.parse(outcome.segments())) {
      if (segment.path("evidence").asText().equals("weak")) {
        continue; // to be looked at, and not forged
      }
      seconds
          .append(seconds.isEmpty() ? "" : "; ")
          .append(segment.path("fromSeconds").asText())
          .append('-')
          .append(segment.path("toSeconds").asText());
    }
    return seconds.toString();
  }

  /** RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe in front. */
  static String cell(String text) {
    String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
