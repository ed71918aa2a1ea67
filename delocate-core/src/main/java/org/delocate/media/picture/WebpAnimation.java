package org.delocate.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.delocate.media.container.FrameSource;
import org.delocate.media.library.Ffmpeg;
import org.delocate.media.library.MediaException;

/**
 * The frames of an animated WebP, of which FFmpeg decodes none. Each is a still WebP that OpenCV
 * decodes; they are laid over each other here, one at a time, so that memory does not grow with the
 * animation.
 */
final class WebpAnimation implements FrameSource {

  private final Path file;
  private final WebpChunks chunks;
  private final byte[] canvas;
  private final AVFrame frame = av_frame_alloc();
  private int next;
  private boolean damagedFrame;
  private long damaged;

  WebpAnimation(Path file, WebpChunks chunks) {
    Ffmpeg.load();
    this.file = file;
    this.chunks = chunks;
    this.damaged = chunks.cutOff() ? 1 : 0;
    this.canvas =
        new byte[Math.multiplyExact(Math.multiplyExact(chunks.width(), chunks.height()), 4)];
  }

  @Override
  public boolean decode() {
    List<WebpChunks.Frame> frames = chunks.frames();
    if (next == frames.size()) {
      return false;
    }
    if (next > 0 && frames.get(next - 1).cleared()) {
      clear(frames.get(next - 1));
    }
    WebpChunks.Frame part = frames.get(next);
    damagedFrame = !drawn(part);
    if (damagedFrame) {
      damaged++;
    }
    deliver(part.time());
    next++;
    return true;
  }

  @Override
  public AVFrame frame() {
    return frame;
  }

  @Override
  public boolean frameDamaged() {
    return damagedFrame;
  }

  @Override
  public long decoded() {
    return next;
  }

  @Override
  public long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    av_frame_free(frame);
  }

  /** Draws a frame on the canvas; false if it cannot be decoded. */
  private boolean drawn(WebpChunks.Frame part) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r");
        PointerScope scope = new PointerScope()) {
      byte[] still = part.still(in);
      Mat mat =
          imdecode(new Mat(1, still.length, CV_8UC1, new BytePointer(still)), IMREAD_UNCHANGED);
      int channels = mat.channels();
      boolean fits =
          !mat.empty()
              && mat.cols() == part.place().width()
              && mat.rows() == part.place().height()
              && channels >= 3;
      if (!fits) {
        return false;
      }
      byte[] pixels = new byte[part.place().width() * part.place().height() * channels];
      mat.data().get(pixels);
      draw(part, pixels, channels);
      return true;
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          file.getFileName() + ": the file cannot be read: " + e.getMessage(),
          e);
    } catch (RuntimeException e) {
      return false; // OpenCV's word for data that cannot be decoded
    }
  }

  private void draw(WebpChunks.Frame part, byte[] pixels, int channels) {
    int source = 0;
    for (int y = 0; y < part.place().height(); y++) {
      int target = ((part.place().top() + y) * chunks.width() + part.place().left()) * 4;
      for (int x = 0; x < part.place().width(); x++) {
        int opacity = channels == 4 ? pixels[source + 3] & 0xFF : 255;
        if (part.blended() && opacity < 255) {
          blend(pixels, source, opacity, target);
        } else {
          System.arraycopy(pixels, source, canvas, target, 3);
          canvas[target + 3] = (byte) opacity;
        }
        source += channels;
        target += 4;
      }
    }
  }

  /** Lays a pixel over the canvas; colours are not multiplied by their opacity. */
  private void blend(byte[] pixels, int source, int opacity, int target) {
    double below = (canvas[target + 3] & 0xFF) * (1 - opacity / 255.0);
    double all = opacity + below;
    if (all == 0) {
      Arrays.fill(canvas, target, target + 4, (byte) 0);
      return;
    }
    for (int i = 0; i < 3; i++) {
      double colour =
          ((pixels[source + i] & 0xFF) * opacity + (canvas[target + i] & 0xFF) * below) / all;
      canvas[target + i] = (byte) (int) Math.round(colour);
    }
    canvas[target + 3] = (byte) (int) Math.round(all);
  }

  private void clear(WebpChunks.Frame part) {
    for (int y = 0; y < part.place().height(); y++) {
      int start = ((part.place().top() + y) * chunks.width() + part.place().left()) * 4;
      Arrays.fill(canvas, start, start + part.place().width() * 4, (byte) 0);
    }
  }

  private void deliver(long time) {
    av_frame_unref(frame);
    frame.width(chunks.width());
    frame.height(chunks.height());
    frame.format(AV_PIX_FMT_BGRA);
    int result = av_frame_get_buffer(frame, 0);
    if (result < 0) {
      throw new OutOfMemoryError("no memory for a frame: " + Ffmpeg.describe(result));
    }
    int row = chunks.width() * 4;
    BytePointer plane = frame.data(0);
    for (int y = 0; y < chunks.height(); y++) {
      plane.position((long) y * frame.linesize(0)).put(canvas, y * row, row);
    }
    frame.pts(time);
    frame.best_effort_timestamp(time);
  }
}
