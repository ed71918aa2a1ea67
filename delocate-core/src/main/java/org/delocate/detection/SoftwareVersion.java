package org.delocate.detection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.OnnxEngine;

/** What this software is made of, as the build wrote it down. */
final class SoftwareVersion {

  private static final Properties VERSIONS = read();

  private SoftwareVersion() {}

  /** Such as {@code Delocate 0.1.0}. */
  static String code() {
    return "Delocate " + VERSIONS.getProperty("version");
  }

  /**
   * The native libraries.
   *
   * @param options how networks calculate, which decides where they run
   */
  static String engine(AnalyzerOptions options) {
    String networks =
        FaceAnalyzer.isForOnnx(options)
            ? "ONNX Runtime " + OnnxEngine.version()
            : Engine.version()
                + " ("
                + (options.isOnGpu() ? "CUDA" : Engine.processorCapability())
                + ")";
    return networks
        + ", OpenCV "
        + VERSIONS.getProperty("opencv")
        + ", FFmpeg "
        + VERSIONS.getProperty("ffmpeg");
  }

  static String java() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
  }

  static String operatingSystem() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  private static Properties read() {
    Properties versions = new Properties();
    try (InputStream file = SoftwareVersion.class.getResourceAsStream("version.properties")) {
      versions.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties is missing from the jar", e);
    }
    return versions;
  }
}
