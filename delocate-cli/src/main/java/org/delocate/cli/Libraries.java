package org.delocate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.delocate.network.engine.OnnxEngine;

/** Versions of the native libraries, as their jars name them; none is loaded for it. */
final class Libraries {
  private static final Map<String, String> ARTIFACTS =
      Map.of("LibTorch", "pytorch", "OpenBLAS", "openblas", "OpenCV", "opencv", "FFmpeg", "ffmpeg");

  private Libraries() {}

  /** Version by name, in the order of the names. */
  static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    ARTIFACTS.forEach((name, artifact) -> versions.put(name, version(artifact)));
    versions.put("ONNX Runtime", OnnxEngine.version());
    return versions;
  }

  private static String version(String artifact) {
    String resource = "/META-INF/maven/org.bytedeco/" + artifact + "/pom.properties";
    try (InputStream stream = Libraries.class.getResourceAsStream(resource)) {
      if (stream == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
