package org.delocate.training.weights;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.dataset.store.StoredFace;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;

/** Writes the cards of a run's checkpoints: what was trained, on what, how, by which code. */
public final class CardWriter {

  private final String name;
  private final NetworkConfiguration networks;
  private final Map<String, String> configuration;
  private final String dataDigest;
  private final long seed;
  private final String licence;

  /**
   * @param stages configurations by stage name: this run's, and those of earlier stages that its
   *     weights come from
   * @param faces what was learned from
   * @param licence terms of the training data
   */
  public CardWriter(
      String name,
      NetworkConfiguration networks,
      Map<String, String> stages,
      List<StoredFace> faces,
      long seed,
      String licence) {
    this.name = name;
    this.networks = networks;
    this.configuration = stages;
    this.dataDigest = digest(faces.stream().map(StoredFace::key).toList());
    this.seed = seed;
    this.licence = licence;
  }

  public ModelCard card(long step, Map<String, Double> validation) {
    Map<String, Double> metrics = new TreeMap<>();
    validation.forEach(
        (key, value) -> {
          if (Double.isFinite(value)) {
            metrics.put("validation." + key, value);
          }
        });
    metrics.put("step", (double) step);
    return ModelCard.unmeasured(
            name,
            networks,
            ModelProvenance.ofThisMachine(codeVersion(), configuration, dataDigest, seed),
            licence)
        .withMetrics(metrics);
  }

  public static String codeVersion() {
    String version = CardWriter.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** SHA-256 over the sorted keys of the faces: two runs with the same digest saw the same list. */
  public static String digest(List<String> keys) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      keys.stream()
          .sorted()
          .forEach(key -> sha256.update((key + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
