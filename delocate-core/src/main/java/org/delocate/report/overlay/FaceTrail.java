package org.delocate.report.overlay;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.delocate.detection.result.Outline;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.report.output.SampledFrames;
import org.delocate.report.output.Spool;

/**
 * The way of one face through the video: where it was scored, and by interpolation where it is
 * between. Heat maps lie in a spool at a quarter of the crop's resolution.
 */
final class FaceTrail {

  /** A heat map is smooth: a quarter of its resolution loses nothing that an eye would see. */
  private static final int REDUCTION = 4;

  /**
   * The face in one frame.
   *
   * @param mask row by row, 0 to 1
   * @param outlineFrom value of the mask on the outline's edge; NaN where there is none
   * @param maskSide of the square mask
   * @param maskToFrame from pixels of the mask to pixels of the frame
   */
  record Placement(
      Box box,
      double probability,
      float[] mask,
      double outlineFrom,
      int maskSide,
      AffineTransform maskToFrame) {}

  private record Sample(
      long index,
      double time,
      Box box,
      double probability,
      double outlineFrom,
      AffineTransform maskToFrame,
      Spool.Place mask) {}

  private final Spool spool;
  private final List<Sample> samples = new ArrayList<>();
  private int maskSide;
  private int next;

  FaceTrail(Spool spool) {
    this.spool = spool;
  }

  void add(long index, double time, ScoredFace face) {
    int side = face.aligned().crop().width();
    maskSide = side / REDUCTION;
    samples.add(
        new Sample(
            index,
            time,
            face.box(),
            face.probability(),
            face.outline().map(Outline::from).orElse(Double.NaN),
            reduced(face.aligned().cropToFrame()),
            spool.add(compressed(face.mask(), side))));
  }

  /**
   * Where the face is in a frame; empty before its first and after its last sample, and between two
   * samples if frames between them were looked at without finding it.
   *
   * @param index of the frame; must not decrease from call to call
   */
  Optional<Placement> at(long index, double time, SampledFrames sampled) {
    while (next < samples.size() && samples.get(next).index() < index) {
      next++;
    }
    if (next == samples.size()) {
      return Optional.empty();
    }
    Sample after = samples.get(next);
    if (after.index() == index) {
      return Optional.of(placement(after, after, 0));
    }
    if (next == 0) {
      return Optional.empty();
    }
    Sample before = samples.get(next - 1);
    if (sampled.anyBetween(before.index(), after.index())) {
      return Optional.empty();
    }
    double span = after.time() - before.time();
    double share = span > 0 ? Math.max(0, Math.min(1, (time - before.time()) / span)) : 0;
    return Optional.of(placement(before, after, share));
  }

  private Placement placement(Sample from, Sample to, double share) {
    float[] mask = mask(from.mask());
    if (share > 0) {
      float[] later = mask(to.mask());
      for (int i = 0; i < mask.length; i++) {
        mask[i] = (float) between(mask[i], later[i], share);
      }
    }
    AffineTransform a = from.maskToFrame();
    AffineTransform b = to.maskToFrame();
    return new Placement(
        new Box(
            between(from.box().x(), to.box().x(), share),
            between(from.box().y(), to.box().y(), share),
            between(from.box().width(), to.box().width(), share),
            between(from.box().height(), to.box().height(), share)),
        between(from.probability(), to.probability(), share),
        mask,
        between(from.outlineFrom(), to.outlineFrom(), share),
        maskSide,
        new AffineTransform(
            between(a.a(), b.a(), share),
            between(a.b(), b.b(), share),
            between(a.c(), b.c(), share),
            between(a.d(), b.d(), share),
            between(a.e(), b.e(), share),
            between(a.f(), b.f(), share)));
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }

  /** The transform for a mask of a quarter of the side: its pixel is the middle of 4×4. */
  private static AffineTransform reduced(AffineTransform cropToFrame) {
    double middle = (REDUCTION - 1) / 2.0;
    return new AffineTransform(
        cropToFrame.a() * REDUCTION,
        cropToFrame.b() * REDUCTION,
        cropToFrame.applyX(middle, middle),
        cropToFrame.d() * REDUCTION,
        cropToFrame.e() * REDUCTION,
        cropToFrame.applyY(middle, middle));
  }

  private byte[] compressed(float[] mask, int side) {
    byte[] small = new byte[maskSide * maskSide];
    for (int y = 0; y < maskSide; y++) {
      for (int x = 0; x < maskSide; x++) {
        double sum = 0;
        for (int row = 0; row < REDUCTION; row++) {
          for (int column = 0; column < REDUCTION; column++) {
            sum += mask[(y * REDUCTION + row) * side + x * REDUCTION + column];
          }
        }
        small[y * maskSide + x] = (byte) Math.round(255 * sum / (REDUCTION * REDUCTION));
      }
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(small);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(small.length / 2);
      byte[] buffer = new byte[2048];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private float[] mask(Spool.Place place) {
    byte[] small = new byte[maskSide * maskSide];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(spool.get(place));
      int read = inflater.inflate(small);
      if (read != small.length) {
        throw new IllegalStateException("a heat map in the spool has " + read + " bytes");
      }
    } catch (DataFormatException e) {
      throw new IllegalStateException("a heat map in the spool is damaged", e);
    } finally {
      inflater.end();
    }
    float[] mask = new float[small.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (small[i] & 0xFF) / 255f;
    }
    return mask;
  }
}
