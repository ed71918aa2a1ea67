package org.delocate.dataset.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.delocate.dataset.frame.FrameFaces;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.FaceLabels;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.geometry.AffineTransform;

/** What the store keeps of a face beside its pixels: landmarks, and where it comes from. */
final class FaceJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FaceJson() {}

  static byte[] of(
      FaceLabels labels,
      FaceRecord record,
      RecordFrames.Moment moment,
      FrameFaces.Found found,
      AlignedFace face,
      boolean masked,
      CropConvention storedCrop) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("key", labels.key());
    json.put("dataset", record.dataset());
    json.put("record", record.id());
    json.put("frame", moment.index());
    json.put("timeSeconds", moment.timeSeconds());
    json.put("track", found.track());
    json.put("label", record.label().key());
    json.put("method", record.method());
    json.put("split", record.split());
    json.put("source", record.source());
    record.compression().ifPresent(compression -> json.put("compression", compression));
    ArrayNode people = json.putArray("identities");
    record.identities().forEach(people::add);
    labels.originalKey().ifPresent(key -> json.put("original", key));
    if (!record.traits().isEmpty()) {
      ObjectNode traits = json.putObject("traits");
      new TreeMap<>(record.traits()).forEach(traits::put);
    }
    json.put("mask", !masked ? "none" : record.hasMask() ? "given" : "derived");
    json.put("facesInFrame", found.candidates());
    json.put("confidence", rounded(found.landmarks().confidence()));
    json.put("detection", rounded(found.detection()));
    json.set("crop", MAPPER.valueToTree(storedCrop));
    AffineTransform map = face.cropToFrame();
    ArrayNode transform = json.putArray("cropToFrame");
    for (double value : new double[] {map.a(), map.b(), map.c(), map.d(), map.e(), map.f()}) {
      transform.add(value);
    }
    ArrayNode points = json.putArray("landmarks");
    for (float value : face.landmarks().xy()) {
      // A hundredth of a pixel: far finer than the landmarks are.
      points.add(Math.round(value * 100.0) / 100.0);
    }
    json.put("code", PreparationPlan.codeVersion());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always writable", e);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
