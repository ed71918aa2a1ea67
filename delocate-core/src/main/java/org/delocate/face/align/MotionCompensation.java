package org.delocate.face.align;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;

/**
 * Takes motion out of what differs between two frames: the later one is drawn back to where things
 * were in the earlier one, along the dense optical flow of Kroeger et al., "Fast Optical Flow using
 * Dense Inverse Search" (ECCV 2016). What a camera saw twice is then almost the same; what was made
 * anew for each frame differs [ours].
 */
public final class MotionCompensation {

  private MotionCompensation() {}

  /**
   * The later frame, as if nothing had moved since the earlier one.
   *
   * @param face the earlier frame
   * @param later of the same size
   * @return of the same size; beyond the later frame's border its pixels are mirrored
   * @throws IllegalArgumentException if sizes differ
   */
  public static Image compensated(Image face, Image later) {
    if (face.width() != later.width() || face.height() != later.height()) {
      throw new IllegalArgumentException(
          String.format(
              "a later frame of %d×%d beside one of %d×%d",
              later.width(), later.height(), face.width(), face.height()));
    }
    try (PointerScope scope = new PointerScope()) {
      Mat back = new Mat();
      compensate(List.of(SquareCutter.mat(face)), List.of(SquareCutter.mat(later)), List.of(back));
      return SquareCutter.image(back);
    }
  }

  /**
   * The same of several frames of one size, in native memory.
   *
   * @param faces at least one, 8-bit RGB
   * @param later one for each face
   * @param back one for each face: gets the later frame as if nothing had moved, in its own memory
   *     if that is of the right size and kind already
   */
  public static void compensate(List<Mat> faces, List<Mat> later, List<Mat> back) {
    try (PointerScope scope = new PointerScope()) {
      Mat places = places(faces.get(0).cols(), faces.get(0).rows());
      for (int i = 0; i < faces.size(); i++) {
        Mat flow = flow(luma(faces.get(i)), luma(later.get(i)));
        opencv_core.add(flow, places, flow);
        opencv_imgproc.remap(
            later.get(i),
            back.get(i),
            flow,
            new Mat(),
            opencv_imgproc.INTER_CUBIC,
            opencv_core.BORDER_REFLECT,
            new Scalar(0, 0, 0, 0));
      }
    }
  }

  /** By a search of its own: one that went on would, in some sizes, remember the pair before. */
  private static Mat flow(Mat one, Mat other) {
    Mat flow = new Mat();
    try (DISOpticalFlow search = DISOpticalFlow.create(DISOpticalFlow.PRESET_FAST)) {
      search.calc(one, other, flow);
    }
    return flow;
  }

  private static Mat luma(Mat rgb) {
    Mat luma = new Mat();
    opencv_imgproc.cvtColor(rgb, luma, opencv_imgproc.COLOR_RGB2GRAY);
    return luma;
  }

  /** Of each pixel its own x and y. */
  private static Mat places(int width, int height) {
    float[] row = new float[2 * width];
    Mat places = new Mat(height, width, opencv_core.CV_32FC2);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[2 * x] = x;
        row[2 * x + 1] = y;
      }
      new FloatPointer(places.ptr(y)).put(row);
    }
    return places;
  }
}
