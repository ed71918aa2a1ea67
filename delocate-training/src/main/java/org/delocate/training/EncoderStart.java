package org.delocate.training;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.network.NetworkConfiguration;
import org.delocate.network.Safetensors;

/**
 * What the localization network looks with, and where its encoder's weights begin [ours].
 *
 * @param kind {@code se-resnet} or {@code mobilenet}; empty for that of the checkpoint of stage 1
 * @param weights safetensors file of weights learnt elsewhere; empty for fresh ones, or those of
 *     {@code initial}
 * @param rate the encoder's share of the learning rate
 */
public record EncoderStart(String kind, String weights, double rate) {

  public EncoderStart {
    Check.range("encoder.rate", rate, 0, 1);
    if (!kind.isEmpty()) {
      NetworkConfiguration.Encoder.named(kind);
    }
  }

  /** The encoder of stage 1's checkpoint, with fresh weights. */
  static EncoderStart plain() {
    return new EncoderStart("", "", 1);
  }

  NetworkConfiguration applied(NetworkConfiguration networks) {
    return kind.isEmpty()
        ? networks
        : networks.withEncoder(NetworkConfiguration.Encoder.named(kind));
  }

  /**
   * The file's weights, if there is one.
   *
   * @throws org.delocate.network.CheckpointException if it cannot be read
   */
  Optional<Safetensors> read() {
    return weights.isEmpty() ? Optional.empty() : Optional.of(Safetensors.read(Path.of(weights)));
  }
}
