package org.delocate.network.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;

/**
 * The library that scans calculate with in fp32: ONNX Runtime. It takes less time and memory there
 * than {@link Engine}, which the shipped model then does not even load, but cannot train, knows no
 * bf16, and is not there for every platform.
 */
public final class OnnxEngine {

  private static final String RESOURCES = "/ai/onnxruntime/native/";

  /** Where the library looks for itself, instead of unpacking itself at every start. */
  private static final String PLACE = "onnxruntime.native.path";

  /** JavaCPP's names of platforms to those of ONNX Runtime. */
  private static final Map<String, String> PLATFORMS =
      Map.of(
          "linux-x86_64", "linux-x64",
          "linux-arm64", "linux-aarch64",
          "macosx-arm64", "osx-aarch64",
          "windows-x86_64", "win-x64");

  private static final String VERSION_FILE = "onnxruntime.properties";

  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  private OnnxEngine() {}

  /**
   * Whether it is there for this platform, and can be loaded: an older system may lack what it
   * needs. Loads it.
   */
  public static boolean isHere() {
    return Library.IS_LOADED;
  }

  /** Tried once. */
  private static final class Library {
    static final boolean IS_LOADED = load();

    private static boolean load() {
      if (LIBRARIES.stream().anyMatch(name -> resource(name) == null)) {
        return false;
      }
      try {
        unpack();
        // On its own it warns on standard error of graphics cards that it cannot look at and would
        // not be asked to use, and on Windows tells the system what models it opens, which may pass
        // that on.
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR).setTelemetry(false);
        return true;
      } catch (UncheckedIOException | OrtException | LinkageError e) {
        return false; // LibTorch does the same work
      }
    }
  }

  /** Its version, as the build wrote it down, since its jar does not tell; loads nothing. */
  public static String version() {
    Properties versions = new Properties();
    try (InputStream file = OnnxEngine.class.getResourceAsStream(VERSION_FILE)) {
      if (file == null) {
        throw new FileNotFoundException(VERSION_FILE);
      }
      versions.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(VERSION_FILE + " is missing from the jar", e);
    }
    return versions.getProperty("version");
  }

  /**
   * Opens a model. Its operators run on the thread that asks for them, and several threads may ask
   * at once.
   *
   * @param model in native memory, which is no longer needed afterwards
   * @throws OrtException if it is none, or does not fit together
   * @throws IllegalStateException if the library {@linkplain #isHere is not here}
   */
  public static OrtSession open(ByteBuffer model) throws OrtException {
    if (!isHere()) {
      throw new IllegalStateException("ONNX Runtime is not here");
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // Areas of memory that grow by powers of two, and a plan of all intermediates for each size
      // of a batch, take a fifth more memory and hardly less time.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  /** Once and for all starts, into the cache that the other native libraries lie in. */
  private static void unpack() {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    try {
      File folder = null;
      for (String name : LIBRARIES) {
        folder = Loader.cacheResource(resource(name)).getParentFile();
      }
      System.setProperty(PLACE, folder.getPath());
    } catch (IOException e) {
      throw new UncheckedIOException("the native libraries cannot be unpacked", e);
    }
  }

  private static URL resource(String library) {
    String platform = PLATFORMS.get(Loader.getPlatform());
    return platform == null
        ? null
        : OrtEnvironment.class.getResource(
            RESOURCES + platform + "/" + System.mapLibraryName(library));
  }
}
