package org.delocate.network.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.layer.Layers;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;

/**
 * A trained model: a card and the weights it describes.
 *
 * <p>On disk it is a folder with {@code model.json} and {@code model.safetensors}; the shipped one
 * lies on the class path under {@code /org/delocate/model/}.
 *
 * @param card what the model says of itself
 * @param weights tensors by name, checked for form but not yet against the architecture
 */
public record Checkpoint(ModelCard card, Safetensors weights) {

  /** Name of the card's file. */
  public static final String CARD_FILE = "model.json";

  /** Name of the weights' file. */
  public static final String WEIGHTS_FILE = "model.safetensors";

  /** The SHA-256 of the shipped weights, which the build calculates so that no start has to. */
  private static final String DIGEST_FILE = WEIGHTS_FILE + ".sha256";

  private static final String RESOURCES = "/org/delocate/model/";

  /**
   * Reads a checkpoint.
   *
   * @param path its folder, or its weights file {@code *.safetensors}, whose card is the file of
   *     the same name that ends in {@code .json}
   * @throws CheckpointException if a file is missing, unreadable or damaged
   */
  public static Checkpoint read(Path path) {
    if (!Files.exists(path)) {
      throw new CheckpointException(
          CheckpointException.Reason.NOT_FOUND, "there is no checkpoint " + path);
    }
    Path weights = Files.isDirectory(path) ? path.resolve(WEIGHTS_FILE) : path;
    Path card = cardOf(weights);
    try {
      ModelCard read = ModelCard.fromJson(Files.readString(card), card.toString());
      return new Checkpoint(read, Safetensors.read(weights));
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          CheckpointException.Reason.NOT_FOUND, "the checkpoint " + path + " has no " + card, e);
    } catch (IOException e) {
      throw new CheckpointException(
          CheckpointException.Reason.UNREADABLE, card + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path cardOf(Path weights) {
    String name = weights.getFileName().toString();
    if (!name.endsWith(".safetensors")) {
      throw new CheckpointException(
          CheckpointException.Reason.NOT_FOUND,
          weights + " is neither a folder nor a file *.safetensors");
    }
    String stem = name.substring(0, name.length() - ".safetensors".length());
    return weights.resolveSibling(stem + ".json");
  }

  /**
   * The checkpoint that ships with the program, if it is on the class path.
   *
   * @throws CheckpointException if it is there, but damaged
   */
  public static Optional<Checkpoint> shipped() {
    String origin = "the shipped checkpoint";
    try (InputStream card = Checkpoint.class.getResourceAsStream(RESOURCES + CARD_FILE);
        InputStream digest = Checkpoint.class.getResourceAsStream(RESOURCES + DIGEST_FILE);
        InputStream weights = Checkpoint.class.getResourceAsStream(RESOURCES + WEIGHTS_FILE)) {
      if (card == null || weights == null) {
        return Optional.empty();
      }
      String known = digest == null ? null : text(digest).strip();
      Safetensors read = Safetensors.read(weights, origin, known);
      return Optional.of(new Checkpoint(ModelCard.fromJson(text(card), origin), read));
    } catch (IOException e) {
      throw new CheckpointException(
          CheckpointException.Reason.UNREADABLE, origin + " cannot be read", e);
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Writes card and weights to a folder, each file in one step: weights first, so that a card never
   * stands beside weights that are not there.
   *
   * @param module normally a {@link DelocateNetworks}
   * @throws CheckpointException if writing fails
   */
  public static void write(Path folder, ModelCard card, Module module, Safetensors.Type type) {
    SafetensorsWriter.write(
        folder.resolve(WEIGHTS_FILE), Weights.state(module), type, Map.of("format", "pt"));
    try {
      Path temporary = SafetensorsWriter.beside(folder.resolve(CARD_FILE));
      Files.writeString(temporary, card.toJson());
      SafetensorsWriter.replace(temporary, folder.resolve(CARD_FILE));
    } catch (IOException e) {
      throw new CheckpointException(
          CheckpointException.Reason.UNREADABLE,
          folder + " cannot be written: " + e.getMessage(),
          e);
    }
  }

  /** Name and digest, such as {@code delocate-tiny, sha256 0123…}: what reports call the model. */
  public String identity() {
    return card.name() + ", sha256 " + weights.sha256();
  }

  /**
   * Builds the networks of the card and fills them, in evaluation mode; not inside a {@code
   * PointerScope}.
   *
   * @throws CheckpointException if the weights do not fit the card's architecture, or are not
   *     finite
   */
  public DelocateNetworks networks() {
    NativeLibraries.unpack();
    DelocateNetworks networks = Layers.withoutWeights(() -> new DelocateNetworks(card.networks()));
    Weights.load(networks, weights);
    networks.eval();
    return networks;
  }
}
