package org.delocate.face.detect;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * One of MediaPipe's face models, which the build packs into the jar, run by OpenCV's DNN module.
 * One instance serves one thread at a time.
 */
final class FaceModel implements AutoCloseable {

  private final Net net;
  private final StringVector outputNames;
  private final int inputSize;
  private final double scale;
  private final double mean;

  /**
   * @param name of the resource under {@code models/}
   * @param inputSize side of the square input in pixels
   * @param scale a pixel enters as {@code (pixel - mean) * scale}
   * @param mean see {@code scale}
   */
  FaceModel(String name, int inputSize, double scale, double mean) {
    this.inputSize = inputSize;
    this.scale = scale;
    this.mean = mean;
    byte[] bytes = read("models/" + name);
    this.net = lasting(load(bytes));
    this.outputNames = lasting(net.getUnconnectedOutLayersNames());
  }

  /** Survives a scope that the caller, or somebody who called that one, has opened. */
  private static <P extends Pointer> P lasting(P pointer) {
    return pointer.retainReference();
  }

  /**
   * One at a time: OpenCV fills its table of TFLite's operators at the first call and guards it by
   * nothing. Of nine starts of {@code prepare} with 16 threads on 16 cores, eight failed by it.
   */
  private static synchronized Net load(byte[] bytes) {
    try (BytePointer buffer = new BytePointer(bytes)) {
      return opencv_dnn.readNetFromTFLite(buffer, bytes.length);
    }
  }

  private static byte[] read(String resource) {
    try (InputStream in = FaceModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is not on the class path; the build installs it with npm");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  int inputSize() {
    return inputSize;
  }

  /**
   * Runs the model.
   *
   * @param rgb square picture of the input's size, 8-bit RGB
   * @return outputs by their length, which tells them apart
   */
  Map<Integer, float[]> run(Mat rgb) {
    try (PointerScope scope = new PointerScope()) {
      Mat blob =
          opencv_dnn.blobFromImage(
              rgb,
              scale,
              new Size(inputSize, inputSize),
              new Scalar(mean, mean, mean, 0),
              false,
              false,
              opencv_core.CV_32F);
      net.setInput(blob);
      MatVector outputs = new MatVector();
      net.forward(outputs, outputNames);
      Map<Integer, float[]> byLength = new HashMap<>();
      for (long i = 0; i < outputs.size(); i++) {
        Mat output = outputs.get(i);
        float[] values = new float[(int) output.total()];
        new FloatPointer(output.data()).get(values);
        byLength.put(values.length, values);
      }
      return byLength;
    }
  }

  @Override
  public void close() {
    outputNames.close();
    net.close();
  }
}
