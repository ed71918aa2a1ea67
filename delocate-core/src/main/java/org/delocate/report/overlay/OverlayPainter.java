package org.delocate.report.overlay;

import java.util.HashMap;
import java.util.Map;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.words.NumberWords;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.image.TextStamp;

/** Paints heat maps, boxes and labels on one frame. */
final class OverlayPainter {

  private static final int[] FORGED = {255, 92, 58};
  private static final int[] AUTHENTIC = {70, 200, 180};
  private static final int[] OPEN = {222, 206, 160};
  private static final int[] WHITE = {255, 255, 255};

  /** Stands on every frame: overlays travel without the report that explains them. */
  private static final String NOTICE = "Delocate: an estimate by a model, not proof";

  private final Map<String, GrayImage> stamps = new HashMap<>();
  private final int width;
  private final int height;
  private final double scale;
  private final byte[] rgb;
  private final int letters;

  /**
   * A painter for one frame.
   *
   * @param scale pixels of {@code frame} per pixel of the original, in which faces are placed
   */
  OverlayPainter(Image frame, double scale) {
    this.width = frame.width();
    this.height = frame.height();
    this.scale = scale;
    this.rgb = frame.rgb().clone();
    this.letters = Math.max(8, Math.min(width, height) / 48);
  }

  void heat(FaceTrail.Placement face) {
    AffineTransform map = face.maskToFrame();
    MaskProjector projector = new MaskProjector(width, height);
    projector.add(
        face.mask(),
        face.maskSide(),
        new AffineTransform(
            map.a() * scale,
            map.b() * scale,
            scaled(map.c()),
            map.d() * scale,
            map.e() * scale,
            scaled(map.f())));
    byte[] heat = projector.map().gray();
    for (int i = 0; i < heat.length; i++) {
      if (heat[i] != 0) {
        double probability = (heat[i] & 0xFF) / 255.0;
        double opacity = HeatMap.opacity(probability);
        for (int channel = 0; channel < 3; channel++) {
          blend(3 * i + channel, HeatMap.colour(probability, channel), opacity);
        }
      }
    }
    if (face.outlineFrom() >= 0) {
      outline(heat, face.outlineFrom());
    }
  }

  private void outline(byte[] heat, double from) {
    int least = (int) Math.max(1, Math.round(255 * from));
    new Contour(
            width,
            height,
            Math.max(1, Math.min(width, height) / 540),
            (x, y) -> (heat[y * width + x] & 0xFF) >= least)
        .draw(rgb);
  }

  void box(FaceTrail.Placement face, int trackId, Verdict verdict) {
    int[] colour = colour(verdict);
    Box box = face.box();
    int left = (int) Math.round(scaled(box.x()));
    int top = (int) Math.round(scaled(box.y()));
    int right = (int) Math.round(scaled(box.x() + box.width()));
    int bottom = (int) Math.round(scaled(box.y() + box.height()));
    int line = Math.max(2, Math.min(width, height) / 270);
    fill(left, top, right, top + line, colour, 1);
    fill(left, bottom - line, right, bottom, colour, 1);
    fill(left, top, left + line, bottom, colour, 1);
    fill(right - line, top, right, bottom, colour, 1);
    GrayImage verdictLine = stamp("Person " + trackId + ": " + inWords(verdict));
    GrayImage frameLine = stamp("this frame: forgery " + percent(face.probability()));
    int step = letters * 2;
    int labelTop = top - 2 * step - 2;
    if (labelTop < 0) {
      labelTop = Math.min(bottom + 2, height - 2 * step);
    }
    int labelWidth = Math.max(verdictLine.width(), frameLine.width()) + letters;
    int labelLeft = Math.max(0, Math.min(left, width - labelWidth));
    fill(labelLeft, labelTop, labelLeft + labelWidth, labelTop + 2 * step, new int[3], 0.65);
    text(verdictLine, labelLeft + letters / 2, labelTop + 2, colour);
    text(frameLine, labelLeft + letters / 2, labelTop + step, WHITE);
  }

  /** The frame with everything that was painted. */
  Image finish() {
    GrayImage notice = stamp(NOTICE);
    int top = height - letters * 2 - 2;
    fill(0, top, notice.width() + letters, height, new int[3], 0.5);
    text(notice, letters / 2, top + 1, WHITE);
    return new Image(width, height, rgb);
  }

  private static String inWords(Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      // "authentic 14%" would read as the opposite of what it is.
      return scored.label() == Verdict.Label.FORGED
          ? "forged " + percent(scored.probability())
          : "authentic (forgery " + percent(scored.probability()) + ")";
    }
    return "no verdict";
  }

  private static String percent(double probability) {
    return NumberWords.percent(probability).replace("\u00a0", "");
  }

  private static int[] colour(Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      return scored.label() == Verdict.Label.FORGED ? FORGED : AUTHENTIC;
    }
    return OPEN;
  }

  /** Pixel centres are integers: half a pixel is scaled with them. */
  private double scaled(double coordinate) {
    return (coordinate + 0.5) * scale - 0.5;
  }

  private GrayImage stamp(String text) {
    return stamps.computeIfAbsent(text, line -> TextStamp.of(line, letters));
  }

  private void text(GrayImage stamp, int left, int top, int[] colour) {
    for (int y = Math.max(0, -top); y < stamp.height() && top + y < height; y++) {
      for (int x = Math.max(0, -left); x < stamp.width() && left + x < width; x++) {
        int coverage = stamp.sample(x, y);
        if (coverage > 0) {
          paint(left + x, top + y, colour, coverage / 255.0);
        }
      }
    }
  }

  private void fill(int left, int top, int right, int bottom, int[] colour, double opacity) {
    for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, right); x++) {
        paint(x, y, colour, opacity);
      }
    }
  }

  private void paint(int x, int y, int[] colour, double opacity) {
    int at = 3 * (y * width + x);
    for (int channel = 0; channel < 3; channel++) {
      blend(at + channel, colour[channel], opacity);
    }
  }

  private void blend(int at, double value, double opacity) {
    rgb[at] = (byte) Math.round((rgb[at] & 0xFF) * (1 - opacity) + value * opacity);
  }
}
