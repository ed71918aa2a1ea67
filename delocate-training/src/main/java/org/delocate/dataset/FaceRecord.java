package org.delocate.dataset;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * One picture or video of a dataset, as the dataset describes it.
 *
 * @param dataset name of the dataset's layout, such as {@code faces}
 * @param id unique inside the dataset and the same on every machine: the path below its root, with
 *     {@code /} between folders
 * @param path the picture or video
 * @param label real or fake
 * @param method how a fake was made, or {@code camera}; the domain of meta-learning
 * @param split {@code train}, {@code val} or {@code test}
 * @param source where the material comes from, such as {@code dfdc}
 * @param original for a fake, the real picture or video that it was made from, if known
 * @param aligned whether each pixel of the original lies where it lies in the fake, so that their
 *     difference shows what was forged
 * @param mask for a fake, the picture or video that is bright where the fake was forged, if known
 */
public record FaceRecord(
    String dataset,
    String id,
    Path path,
    Label label,
    String method,
    String split,
    String source,
    Optional<Path> original,
    boolean aligned,
    Optional<Path> mask) {

  public FaceRecord {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(source, "source");
    if (aligned && original.isEmpty()) {
      throw new IllegalArgumentException(id + " is aligned with an original that is not named");
    }
    if (label == Label.REAL && (original.isPresent() || mask.isPresent())) {
      throw new IllegalArgumentException(id + " is real, and yet has an original or a mask");
    }
  }
}
