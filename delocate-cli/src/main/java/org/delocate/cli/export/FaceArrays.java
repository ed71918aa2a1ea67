package org.delocate.cli.export;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.delocate.detection.scan.ScanListener;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.MotionCompensation;
import org.delocate.media.image.Image;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;

/** The faces of a scan as the arrays that exported networks take, with what the scan says. */
final class FaceArrays implements ScanListener {

  private final NetworkConfiguration networks;
  private final ByteArrayOutputStream pictures = new ByteArrayOutputStream();
  private final ByteArrayOutputStream laterPictures = new ByteArrayOutputStream();
  private final ByteArrayOutputStream compensatedPictures = new ByteArrayOutputStream();
  private final List<Boolean> moves = new ArrayList<>();
  private final List<Long> parts = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> probabilities = new ArrayList<>();
  private final List<Integer> tracks = new ArrayList<>();
  private Map<Integer, Integer> personOfTrack = Map.of();

  FaceArrays(NetworkConfiguration networks) {
    this.networks = networks;
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
    laterPictures.writeBytes(planes(face.later().orElse(face.crop())));
    if (networks.texture().seesResidual()) {
      compensatedPictures.writeBytes(planes(compensated(face)));
    }
    moves.add(face.moves());
    for (int[] part : FaceTensors.parts(face.landmarks(), networks)) {
      for (int patch : part) {
        parts.add((long) patch);
      }
    }
    seconds.add(time);
    probabilities.add(scored.probability());
    tracks.add(scored.trackId());
  }

  private static Image compensated(AlignedFace face) {
    return face.later()
        .map(later -> MotionCompensation.compensated(face.crop(), later))
        .orElse(face.crop());
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
    archive.bytes("later", laterPictures.toByteArray(), faces, 3, side, side);
    if (networks.texture().seesResidual()) {
      archive.bytes("compensated", compensatedPictures.toByteArray(), faces, 3, side, side);
    }
    archive.truths("moves", moves);
    int ofPart = parts.size() / faces / 3;
    archive.integers(
        "parts", parts.stream().mapToLong(Long::longValue).toArray(), faces, 3, ofPart);
    archive.reals("seconds", seconds);
    archive.reals("probability", probabilities);
    long[] people =
        tracks.stream().mapToLong(track -> personOfTrack.getOrDefault(track, track)).toArray();
    archive.integers("person", people, faces);
    return archive.content();
  }
}
