package org.delocate.cli.export;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.MotionCompensation;
import org.delocate.media.image.Image;
import org.delocate.network.export.OnnxExport;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.TextureView;
import org.delocate.network.texture.FaceOutlines;

/** The faces of a scan as the arrays that exported networks take, with what the scan says. */
final class FaceArrays implements ScanListener {

  private final NetworkConfiguration networks;
  private final ByteArrayOutputStream pictures = new ByteArrayOutputStream();
  // More than one view may compare the same picture with the faces.
  private final Map<String, ByteArrayOutputStream> laterPictures = new LinkedHashMap<>();
  private final List<Boolean> moves = new ArrayList<>();
  private final List<Long> parts = new ArrayList<>();
  private final List<Float> outlines = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> probabilities = new ArrayList<>();
  private final List<Integer> tracks = new ArrayList<>();
  private Map<Integer, Integer> personOfTrack = Map.of();

  FaceArrays(NetworkConfiguration networks) {
    this.networks = networks;
    networks.texture().views().stream()
        .filter(TextureView::isMoving)
        .map(OnnxExport::inputName)
        .forEach(name -> laterPictures.put(name, new ByteArrayOutputStream()));
  }

  int count() {
    return seconds.size();
  }

  @Override
  public void frameScored(ScoredFrame frame) {
    frame.faces().forEach(face -> add(face, frame.frame().timeSeconds()));
  }

  @Override
  public void people(Map<Integer, Integer> known) {
    personOfTrack = known;
  }

  private void add(ScoredFace scored, double time) {
    AlignedFace face = scored.aligned();
    pictures.writeBytes(planes(face.crop()));
    laterPictures.forEach((name, all) -> all.writeBytes(planes(later(face, name))));
    moves.add(face.moves());
    for (int[] part : FaceTensors.parts(face.landmarks(), networks)) {
      for (int patch : part) {
        parts.add((long) patch);
      }
    }
    for (float number : FaceOutlines.of(face.landmarks(), networks)) {
      outlines.add(number);
    }
    seconds.add(time);
    probabilities.add(scored.probability());
    tracks.add(scored.trackId());
  }

  /**
   * The picture of that name that is compared with a face; the face itself where that is not known.
   */
  private static Image later(AlignedFace face, String name) {
    if (face.later().isEmpty()) {
      return face.crop();
    }
    Image later = face.later().get();
    return name.equals(OnnxExport.inputName(TextureView.MOTION))
        ? later
        : MotionCompensation.compensated(face.crop(), later);
  }

  /** All red values, then all green ones, then all blue ones. */
  private static byte[] planes(Image image) {
    byte[] rgb = image.rgb();
    int pixels = rgb.length / 3;
    byte[] planes = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      planes[i % 3 * pixels + i / 3] = rgb[i];
    }
    return planes;
  }

  /** The archive; see docs/onnx.md for its arrays. */
  byte[] archive() {
    int faces = count();
    int side = networks.view().size();
    NumpyArchive archive = new NumpyArchive();
    archive.bytes("face", pictures.toByteArray(), faces, 3, side, side);
    laterPictures.forEach(
        (name, all) -> archive.bytes(name, all.toByteArray(), faces, 3, side, side));
    archive.truths("moves", moves);
    int ofPart = parts.size() / faces / 3;
    archive.integers(
        "parts", parts.stream().mapToLong(Long::longValue).toArray(), faces, 3, ofPart);
    if (OnnxExport.asksForOutlines(networks)) {
      archive.singles(OnnxExport.OUTLINES, outlines, faces, FaceOutlines.NUMBERS);
    }
    archive.reals("seconds", seconds);
    archive.reals("probability", probabilities);
    long[] people =
        tracks.stream().mapToLong(track -> personOfTrack.getOrDefault(track, track)).toArray();
    archive.integers("person", people, faces);
    return archive.content();
  }
}
