package org.delocate.detection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.OnnxEngine;
import org.delocate.network.engine.Precision;

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
   * @param precision what networks calculate in, which decides where they run
   */
  static String engine(Precision precision) {
    String networks =
        FaceAnalyzer.isForOnnx(precision)
            ? "ONNX Runtime " + OnnxEngine.version()
            : Engine.version() + " (" + Engine.processorCapability() + ")";
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
