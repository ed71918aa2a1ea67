package org.delocate.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.delocate.detection.result.FrameFinding;
import org.delocate.detection.result.Segment;
import org.delocate.detection.result.Shot;
import org.delocate.detection.result.TrackFinding;
import org.delocate.detection.words.EvidenceWords;
import org.delocate.detection.words.NumberWords;
import org.delocate.report.output.SampledFrames;

/**
 * The timeline of one track as SVG: probability over time, the threshold, gaps where the face was
 * looked for and not found, the passages that are forged, and a strip below that shows when the
 * person was seen.
 */
final class Timeline {

  private static final double WIDTH = 640;
  private static final double HEIGHT = 190;
  private static final double LEFT = 46;
  private static final double RIGHT = 22;
  private static final double TOP = 12;
  private static final double BOTTOM = 38;

  /** Beyond this many faces dots would touch; the line alone is drawn, thinned to pixels. */
  private static final int MOST_DOTS = 120;

  private final Markup page;
  private final double duration;
  private final SampledFrames sampled;

  /**
   * A timeline that is to be drawn.
   *
   * @param duration of the whole video, so that the tracks of a video can be compared
   */
  Timeline(Markup page, double duration, SampledFrames sampled) {
    this.page = page;
    this.duration = Math.max(duration, 0.1);
    this.sampled = sampled;
  }

  void draw(TrackFinding track, String summary) {
    List<FrameFinding> frames = track.frames();
    double threshold = track.verdict().threshold();
    page.open(
        "svg",
        "class",
        "timeline",
        "viewBox",
        "0 0 " + Markup.coordinate(WIDTH) + " " + Markup.coordinate(HEIGHT),
        "role",
        "img",
        "aria-label",
        summary);
    area(threshold);
    track.segments().forEach(part -> track.shots().forEach(shot -> segment(part, shot)));
    grid(threshold);
    for (List<FrameFinding> run : runs(frames)) {
      line(run);
    }
    if (frames.size() <= MOST_DOTS) {
      frames.forEach(frame -> dot(frame, threshold));
    }
    page.close();
  }

  private void area(double threshold) {
    page.shape(
        "rect",
        "class",
        "above",
        "x",
        Markup.coordinate(LEFT),
        "y",
        Markup.coordinate(TOP),
        "width",
        Markup.coordinate(WIDTH - LEFT - RIGHT),
        "height",
        Markup.coordinate(y(threshold) - TOP));
  }

  /**
   * A shade over the time of a shot that is forged, and a bar above it: seen without colour, too.
   * What is seen between two shots of a person is somebody else's.
   */
  private void segment(Segment segment, Shot shot) {
    double first = Math.max(segment.fromSeconds(), shot.fromSeconds());
    double last = Math.min(segment.toSeconds(), shot.toSeconds());
    if (first > last) {
      return;
    }
    double from = x(first) - 1.5;
    double to = x(last) + 1.5;
    page.open("g", "class", "segment " + segment.evidence().key());
    for (double height : new double[] {HEIGHT - TOP - BOTTOM, 4}) {
      page.shape(
          "rect",
          "x",
          Markup.coordinate(from),
          "y",
          Markup.coordinate(TOP),
          "width",
          Markup.coordinate(to - from),
          "height",
          Markup.coordinate(height));
    }
    Segment seen = new Segment(segment.person(), first, last, segment.evidence());
    page.leaf("title", EvidenceWords.when(List.of(seen)));
    page.close();
  }

  private void grid(double threshold) {
    for (int percent : new int[] {0, 50, 100}) {
      double y = y(percent / 100.0);
      straight("grid", LEFT, y, WIDTH - RIGHT, y);
      label(percent + "\u00a0%", LEFT - 7, y + 4, "end");
    }
    straight("threshold", LEFT, y(threshold), WIDTH - RIGHT, y(threshold));
    double step = niceStep(duration / 6);
    for (double time = 0; time <= duration * 1.0001; time += step) {
      straight("grid", x(time), HEIGHT - BOTTOM, x(time), HEIGHT - BOTTOM + 4);
      label(tick(time, step), x(time), HEIGHT - BOTTOM + 30, "middle");
    }
  }

  private void line(List<FrameFinding> run) {
    double start = x(run.get(0).timeSeconds());
    double end = x(run.get(run.size() - 1).timeSeconds());
    double seenY = HEIGHT - BOTTOM + 10;
    straight("seen", start - 1.5, seenY, Math.max(end, start) + 1.5, seenY);
    if (run.size() < 2) {
      return;
    }
    StringBuilder points = new StringBuilder();
    for (FrameFinding frame : thinned(run)) {
      points
          .append(points.isEmpty() ? "" : " ")
          .append(Markup.coordinate(x(frame.timeSeconds())))
          .append(',')
          .append(Markup.coordinate(y(frame.probability())));
    }
    page.shape("polyline", "class", "curve", "points", points.toString());
  }

  private void dot(FrameFinding frame, double threshold) {
    page.open(
        "circle",
        "class",
        frame.probability() >= threshold ? "dot forged" : "dot authentic",
        "cx",
        Markup.coordinate(x(frame.timeSeconds())),
        "cy",
        Markup.coordinate(y(frame.probability())),
        "r",
        "3.4");
    page.leaf(
        "title",
        NumberWords.time(frame.timeSeconds()) + ": " + NumberWords.percent(frame.probability()));
    page.close();
  }

  /** Frames in a row: a new run begins where a frame was looked at without finding this face. */
  private List<List<FrameFinding>> runs(List<FrameFinding> frames) {
    List<List<FrameFinding>> runs = new ArrayList<>();
    FrameFinding previous = null;
    for (FrameFinding frame : frames) {
      if (previous == null || sampled.anyBetween(previous.index(), frame.index())) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(frame);
      previous = frame;
    }
    return runs;
  }

  /** At most the lowest and the highest frame of each pixel column, so that no peak is lost. */
  private List<FrameFinding> thinned(List<FrameFinding> run) {
    if (run.size() <= 2 * WIDTH) {
      return run;
    }
    List<FrameFinding> kept = new ArrayList<>();
    int from = 0;
    while (from < run.size()) {
      long column = Math.round(x(run.get(from).timeSeconds()));
      FrameFinding low = run.get(from);
      FrameFinding high = low;
      int to = from;
      while (to < run.size() && Math.round(x(run.get(to).timeSeconds())) == column) {
        FrameFinding frame = run.get(to++);
        low = frame.probability() < low.probability() ? frame : low;
        high = frame.probability() > high.probability() ? frame : high;
      }
      kept.add(low.index() <= high.index() ? low : high);
      if (low.index() != high.index()) {
        kept.add(low.index() <= high.index() ? high : low);
      }
      from = to;
    }
    return kept;
  }

  private void straight(String style, double x1, double y1, double x2, double y2) {
    page.shape(
        "line",
        "class",
        style,
        "x1",
        Markup.coordinate(x1),
        "y1",
        Markup.coordinate(y1),
        "x2",
        Markup.coordinate(x2),
        "y2",
        Markup.coordinate(y2));
  }

  private void label(String text, double x, double y, String anchor) {
    page.leaf(
        "text",
        text,
        "class",
        "axis",
        "x",
        Markup.coordinate(x),
        "y",
        Markup.coordinate(y),
        "text-anchor",
        anchor);
  }

  private double x(double time) {
    return LEFT + Math.max(0, Math.min(1, time / duration)) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double probability) {
    return TOP + (1 - probability) * (HEIGHT - TOP - BOTTOM);
  }

  /** 1, 2 or 5 times a power of ten below a minute; whole halves of minutes above. */
  private static double niceStep(double atLeast) {
    for (double step : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800}) {
      if (step >= atLeast) {
        return step;
      }
    }
    return 3600 * Math.ceil(atLeast / 3600);
  }

  private static String tick(double time, double step) {
    if (step < 1) {
      return String.format(Locale.ROOT, "%.1f s", time);
    }
    long seconds = Math.round(time);
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
