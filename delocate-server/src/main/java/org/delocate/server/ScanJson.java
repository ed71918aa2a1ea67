package org.delocate.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.delocate.jobs.EventHub;
import org.delocate.storage.Outcome;
import org.delocate.storage.StoredScan;

/** A scan as the API tells it. */
final class ScanJson {

  static final String ROOT = "/api/v1";

  private final EventHub events;

  ScanJson(EventHub events) {
    this.events = events;
  }

  ObjectNode of(StoredScan scan) {
    ObjectNode node = Json.object();
    node.put("id", scan.id());
    node.put("name", scan.upload().name());
    node.put("sha256", scan.upload().sha256());
    node.put("bytes", scan.upload().bytes());
    node.put("state", scan.course().state());
    node.put("uploadedBy", scan.upload().by());
    node.put("uploadKept", scan.upload().kept() == 1);
    Json.putTime(node, "createdAt", scan.course().createdAt());
    Json.putTime(node, "startedAt", scan.course().startedAt());
    Json.putTime(node, "endedAt", scan.course().endedAt());
    if (scan.course().state().equals(StoredScan.RUNNING)) {
      events.progressOf(scan.id()).ifPresent(progress -> put(node.putObject("progress"), progress));
    }
    if (scan.isFinished()) {
      put(node, scan.outcome());
    }
    StoredScan.Opinion said = scan.opinion();
    if (said.label() != null || said.note() != null) {
      ObjectNode opinion = node.putObject("opinion");
      Json.put(opinion, "label", said.label());
      Json.put(opinion, "note", said.note());
      Json.put(opinion, "by", said.by());
      Json.putTime(opinion, "at", said.at());
    }
    if (scan.credentials() != null) {
      node.set("credentials", Json.parse(scan.credentials()));
    }
    links(node.putObject("links"), scan);
    return node;
  }

  private static void put(ObjectNode node, EventHub.Progress progress) {
    node.put(
        "fraction",
        progress.total() > 0 ? Math.min(1, progress.done() / (double) progress.total()) : 0);
    Optional<Double> left = progress.secondsLeft();
    left.ifPresent(seconds -> node.put("secondsLeft", Math.round(seconds * 10) / 10.0));
  }

  private static void put(ObjectNode node, Outcome outcome) {
    put(node.putObject("verdict"), outcome.verdict());
    Json.put(node, "line", outcome.line());
    if (outcome.segments() != null) {
      node.set("segments", Json.parse(outcome.segments()));
    }
    if (outcome.media().width() != null) {
      put(node.putObject("media"), outcome.media());
    }
    Json.put(node, "persons", outcome.persons());
    Json.put(node, "scanSeconds", outcome.scanSeconds());
  }

  private static void put(ObjectNode node, Outcome.Verdict verdict) {
    Json.put(node, "status", verdict.status());
    Json.put(node, "label", verdict.label());
    Json.put(node, "evidence", verdict.evidence());
    Json.put(node, "probability", verdict.probability());
    Json.put(node, "reason", verdict.reason());
    Json.put(node, "message", verdict.message());
  }

  private static void put(ObjectNode node, Outcome.Media media) {
    node.put("picture", Integer.valueOf(1).equals(media.picture()));
    Json.put(node, "durationSeconds", media.durationSeconds());
    Json.put(node, "width", media.width());
    Json.put(node, "height", media.height());
  }

  private static void links(ObjectNode links, StoredScan scan) {
    String self = ROOT + "/scans/" + scan.id();
    links.put("self", self);
    links.put("events", self + "/events");
    if (scan.report() == 1) {
      links.put("report", self + "/report.json");
      links.put("html", self + "/report.html");
      links.put("thumbnail", self + "/thumbnail");
    }
    if (scan.report() == 1 && scan.outcome().media().width() != null) {
      links.put("preview", self + "/preview");
      links.put("overlay", self + "/overlay");
    }
  }
}
