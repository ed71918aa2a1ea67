package org.delocate.network.model;

import java.time.Instant;
import java.util.Map;
import org.delocate.network.engine.Engine;

/**
 * How weights came to be.
 *
 * @param codeVersion version of this project
 * @param configuration the resolved configuration of the training run, key to value
 * @param dataDigest digest of the list of training faces
 * @param seed of every random choice
 * @param java version and vendor
 * @param os name, version, processor
 * @param engine version of LibTorch
 * @param createdAt ISO-8601 instant
 */
public record ModelProvenance(
    String codeVersion,
    Map<String, String> configuration,
    String dataDigest,
    long seed,
    String java,
    String os,
    String engine,
    String createdAt) {

  public ModelProvenance {
    configuration = configuration == null ? Map.of() : Map.copyOf(configuration);
  }

  /** Fills in this machine and this moment. */
  public static ModelProvenance ofThisMachine(
      String codeVersion, Map<String, String> configuration, String dataDigest, long seed) {
    return new ModelProvenance(
        codeVersion,
        configuration,
        dataDigest,
        seed,
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        Engine.version(),
        Instant.now().toString());
  }
}
