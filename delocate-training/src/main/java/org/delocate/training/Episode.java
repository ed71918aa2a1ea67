package org.delocate.training;

import java.util.Optional;

/**
 * What one gradient is taken of: a batch, and with meta-learning a second one of other domains.
 *
 * @param <B> a batch
 * @param train the batch; with meta-learning, of the meta-train domains
 * @param test of the meta-test domains; empty without meta-learning
 */
record Episode<B>(B train, Optional<B> test) {

  static <B> Episode<B> of(B batch) {
    return new Episode<>(batch, Optional.empty());
  }
}
