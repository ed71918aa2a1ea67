package org.delocate.network.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Unpacks LibTorch's native libraries before the first of them is loaded. Left to itself, the
 * loader unpacks one and loads it before the others that it needs are there; with an empty cache
 * LibTorch then ends the JVM with a segmentation fault.
 */
public final class NativeLibraries {

  private static final String BLAS = "openblas";
  private static final String TORCH = "pytorch";

  /** For the processor, and for CUDA; one of them is there. */
  private static final String[] BUILDS = {"", "-gpu"};

  static {
    FoundLibraries.recall();
  }

  private static boolean unpacked;

  private NativeLibraries() {}

  /**
   * Unpacks what is not in the cache yet; cheap once everything is. To be called before any class
   * of the engine is touched.
   *
   * @throws UncheckedIOException if the cache cannot be written
   */
  public static synchronized void unpack() {
    if (unpacked) {
      return;
    }
    unpack(BLAS);
    unpack(TORCH);
    unpacked = true;
  }

  private static void unpack(String name) {
    try {
      for (String build : BUILDS) {
        Loader.cacheResources("/org/bytedeco/" + name + "/" + Loader.getPlatform() + build);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the native libraries cannot be unpacked", e);
    }
  }

  /**
   * Loads what all native libraries build upon. Once that is there, one thread may load LibTorch
   * while another loads FFmpeg and OpenCV: each then waits for the other's libraries, but holds no
   * class that the other's need. LibTorch itself is left where it is: not every scan needs it.
   */
  public static synchronized void prepare() {
    if (!unpacked) {
      unpack(BLAS);
    }
    Loader.load(Pointer.class);
    Loader.load(openblas_nolapack.class);
  }

  /** Bytes of memory that this process holds in all, that of native libraries included. */
  public static long residentBytes() {
    return Pointer.physicalBytes();
  }

  /** For the build, which fills the cache before tests touch the engine directly. */
  public static void main(String[] arguments) {
    unpack();
  }
}
