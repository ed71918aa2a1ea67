package org.delocate.dataset.record;

import java.util.Objects;

/**
 * Where a face comes from, and which group a measurement counts it to.
 *
 * @param label real or fake
 * @param method how a fake was made, or {@code camera}; the domain of meta-learning
 * @param split {@code train}, {@code val} or {@code test}, a fold, or {@value FaceRecord#UNSPLIT}
 *     where the dataset's own list is missing
 * @param source where the material comes from, such as {@code dfdc}
 */
public record FaceOrigin(Label label, String method, String split, String source) {

  public FaceOrigin {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(source, "source");
  }
}
