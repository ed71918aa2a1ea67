package org.delocate.media.shot;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Optional;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.container.FrameSource;

/**
 * Makes whole pictures of frames that are woven from two fields, with FFmpeg's bwdif, and leaves
 * all others as they are. The picture is that of the earlier field's time.
 */
final class Deinterlacer implements AutoCloseable {

  private final AVFrame result = av_frame_alloc();
  private Combing.Fields found = Combing.Fields.PROGRESSIVE;

  /**
   * The frame that the source holds, without combing.
   *
   * @return the frame itself, or a picture that the next call overwrites
   */
  AVFrame progressive(FrameSource source) {
    AVFrame frame = source.frame();
    AVFrame previous = source.previous();
    Combing.Fields fields = Combing.Fields.PROGRESSIVE;
    if (previous != null) {
      fields = Combing.between(previous, frame, found);
    } else if (source.following() != null) {
      fields = Combing.between(frame, source.following(), found);
    }
    if (fields == Combing.Fields.PROGRESSIVE) {
      return frame;
    }
    return whole(previous == null ? frame : previous, frame, source.following(), fields)
        .orElse(frame);
  }

  /**
   * A whole picture of a frame, by the frame before it alone.
   *
   * @return a picture that the next call overwrites, or nothing if the frame is not woven
   */
  Optional<AVFrame> unwoven(AVFrame previous, AVFrame frame) {
    Combing.Fields fields = Combing.between(previous, frame, found);
    return fields == Combing.Fields.PROGRESSIVE
        ? Optional.empty()
        : whole(previous, frame, null, fields);
  }

  /** Whether a frame was woven so far. */
  boolean hasFoundWoven() {
    return found != Combing.Fields.PROGRESSIVE;
  }

  private Optional<AVFrame> whole(
      AVFrame previous, AVFrame frame, AVFrame next, Combing.Fields fields) {
    found = fields;
    String parity = fields == Combing.Fields.UPPER_FIRST ? "tff" : "bff";
    boolean filtered = filter(previous, frame, next == null ? frame : next, parity);
    return filtered ? Optional.of(result) : Optional.empty();
  }

  /** Three frames, since bwdif looks both ways; false if FFmpeg cannot filter their format. */
  private boolean filter(AVFrame previous, AVFrame frame, AVFrame next, String parity) {
    AVFilterGraph graph = avfilter_graph_alloc();
    try (AVFilterContext source = new AVFilterContext(null);
        AVFilterContext bwdif = new AVFilterContext(null);
        AVFilterContext sink = new AVFilterContext(null)) {
      graph.nb_threads(1);
      String shape =
          "video_size=%dx%d:pix_fmt=%d:time_base=1/25:pixel_aspect=1/1:colorspace=%d:range=%d"
              .formatted(
                  frame.width(),
                  frame.height(),
                  frame.format(),
                  frame.colorspace(),
                  frame.color_range());
      boolean ready =
          create(source, "buffer", "in", shape, graph)
              && create(
                  bwdif, "bwdif", "bwdif", "mode=send_frame:deint=all:parity=" + parity, graph)
              && create(sink, "buffersink", "out", null, graph)
              && avfilter_link(source, 0, bwdif, 0) >= 0
              && avfilter_link(bwdif, 0, sink, 0) >= 0
              && avfilter_graph_config(graph, null) >= 0;
      if (!ready) {
        return false;
      }
      AVFrame[] three = {previous, frame, next};
      for (int i = 0; i < three.length; i++) {
        if (!push(source, three[i], i)) {
          return false;
        }
      }
      for (int i = 0; i < 2; i++) {
        av_frame_unref(result);
        if (av_buffersink_get_frame(sink, result) < 0) {
          return false;
        }
      }
      av_frame_copy_props(result, frame);
      return true;
    } finally {
      avfilter_graph_free(graph);
    }
  }

  private static boolean create(
      AVFilterContext filter, String kind, String name, String options, AVFilterGraph graph) {
    return avfilter_graph_create_filter(
            filter, avfilter_get_by_name(kind), name, options, null, graph)
        >= 0;
  }

  private static boolean push(AVFilterContext source, AVFrame frame, long time) {
    AVFrame copy = av_frame_clone(frame);
    try {
      copy.pts(time);
      return av_buffersrc_add_frame(source, copy) >= 0;
    } finally {
      av_frame_free(copy);
    }
  }

  @Override
  public void close() {
    av_frame_free(result);
  }
}
