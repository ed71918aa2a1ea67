package org.delocate.training.step;

import java.util.Optional;

/**
 * What one gradient is taken of: a batch, and with meta-learning a second one of other domains.
 *
 * @param <B> a batch
 * @param train the batch; with meta-learning, of the meta-train domains
 * @param test of the meta-test domains; empty without meta-learning
 */
public record Episode<B>(B train, Optional<B> test) {

  public static <B> Episode<B> of(B batch) {
    return new Episode<>(batch, Optional.empty());
  }
}
