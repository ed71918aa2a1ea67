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
    node.put("name", scan.name());
    node.put("sha256", scan.sha256());
    node.put("bytes", scan.bytes());
    node.put("state", scan.state());
    node.put("uploadedBy", scan.uploadedBy());
    node.put("uploadKept", scan.uploadKept() == 1);
    Json.putTime(node, "createdAt", scan.createdAt());
    Json.putTime(node, "startedAt", scan.startedAt());
    Json.putTime(node, "endedAt", scan.endedAt());
    if (scan.state().equals(StoredScan.RUNNING)) {
      events.progressOf(scan.id()).ifPresent(progress -> put(node.putObject("progress"), progress));
    }
    if (scan.isFinished() && scan.outcome() != null) {
      put(node, scan.outcome());
    }
    if (scan.opinion() != null || scan.note() != null) {
      ObjectNode opinion = node.putObject("opinion");
      Json.put(opinion, "label", scan.opinion());
      Json.put(opinion, "note", scan.note());
      Json.put(opinion, "by", scan.opinionBy());
      Json.putTime(opinion, "at", scan.opinionAt());
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
    ObjectNode verdict = node.putObject("verdict");
    Json.put(verdict, "status", outcome.status());
    Json.put(verdict, "label", outcome.label());
    Json.put(verdict, "evidence", outcome.evidence());
    Json.put(verdict, "probability", outcome.probability());
    Json.put(verdict, "reason", outcome.reason());
    Json.put(verdict, "message", outcome.message());
    Json.put(node, "line", outcome.line());
    if (outcome.segments() != null) {
      node.set("segments", Json.parse(outcome.segments()));
    }
    if (outcome.width() != null) {
      ObjectNode media = node.putObject("media");
      media.put("picture", Integer.valueOf(1).equals(outcome.picture()));
      Json.put(media, "durationSeconds", outcome.durationSeconds());
      Json.put(media, "width", outcome.width());
      Json.put(media, "height", outcome.height());
    }
    Json.put(node, "persons", outcome.persons());
    Json.put(node, "scanSeconds", outcome.scanSeconds());
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
    if (scan.report() == 1 && scan.outcome() != null && scan.outcome().width() != null) {
      links.put("preview", self + "/preview");
      links.put("overlay", self + "/overlay");
    }
  }
}
