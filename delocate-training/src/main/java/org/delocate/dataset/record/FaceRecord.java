package org.delocate.dataset.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.delocate.dataset.mask.FaceShape;

/**
 * One picture, video or sequence of frames of a dataset, as the dataset describes it; or one face
 * of a picture, where the dataset describes each.
 *
 * @param dataset name of the dataset's layout, such as {@code ffpp}
 * @param id unique inside the dataset and the same on every machine: the path below its root, with
 *     {@code /} between folders
 * @param path the picture or video, a folder of frames, or a tar archive of frames
 * @param member for an archive, what the names of the record's frames in it begin with
 * @param label real or fake
 * @param method how a fake was made, or {@code camera}; the domain of meta-learning
 * @param split {@code train}, {@code val}, {@code test}, or {@value #UNSPLIT} where the dataset's
 *     own list is missing
 * @param source where the material comes from, such as {@code dfdc}
 * @param compression the dataset's name of the quality or distortion, such as {@code c23}
 * @param identities the people in it: of a fake first who is seen, then whose face was put there;
 *     empty where the dataset does not say
 * @param original for a fake, the real picture or video that it was made from, if known
 * @param aligned whether each pixel of the original lies where it lies in the fake, so that their
 *     difference shows what was forged
 * @param mask for a fake, the picture or video that shows where it was forged, if there is one
 * @param face where the record's face lies, if the dataset says so; the outline of a fake's face is
 *     its mask
 * @param forgedSpans for a fake video, the frames that are forged; empty where all are
 * @param traits what else the dataset says that a measurement may want to tell records apart by,
 *     such as the {@code family} of a generator or the {@code overlay} on the picture; never what
 *     another component holds
 */
public record FaceRecord(
    String dataset,
    String id,
    Path path,
    Optional<String> member,
    Label label,
    String method,
    String split,
    String source,
    Optional<String> compression,
    List<String> identities,
    Optional<Path> original,
    boolean aligned,
    Optional<MaskFile> mask,
    Optional<FaceShape> face,
    List<FrameSpan> forgedSpans,
    Map<String, String> traits) {

  /** The split of records that no list of the dataset puts anywhere. */
  public static final String UNSPLIT = "unsplit";

  /** The method of real pictures. */
  public static final String CAMERA = "camera";

  public FaceRecord {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(source, "source");
    identities = List.copyOf(identities);
    forgedSpans = List.copyOf(forgedSpans);
    traits = Map.copyOf(traits);
    if (aligned && original.isEmpty()) {
      throw new IllegalArgumentException(id + " is aligned with an original that is not named");
    }
    if (label == Label.REAL
        && (original.isPresent() || mask.isPresent() || !forgedSpans.isEmpty())) {
      throw new IllegalArgumentException(id + " is real, and yet has an original or a mask");
    }
  }

  /** Whether the dataset itself says which pixels are forged. */
  public boolean hasMask() {
    return mask.isPresent()
        || (label == Label.FAKE && face.filter(FaceShape::outlined).isPresent());
  }

  /** Whether a frame of a fake is forged. */
  public boolean isForged(long frame) {
    return forgedSpans.isEmpty() || forgedSpans.stream().anyMatch(span -> span.contains(frame));
  }

  /** Puts a record together; what is not said is unknown. */
  public static final class Builder {
    private final String dataset;
    private final Path path;
    private String id;
    private Optional<String> member = Optional.empty();
    private Label label;
    private String method = CAMERA;
    private String split = UNSPLIT;
    private String source;
    private Optional<String> compression = Optional.empty();
    private List<String> identities = List.of();
    private Optional<Path> original = Optional.empty();
    private boolean aligned;
    private Optional<MaskFile> mask = Optional.empty();
    private Optional<FaceShape> face = Optional.empty();
    private List<FrameSpan> forgedSpans = List.of();
    private Map<String, String> traits = Map.of();

    public Builder(String dataset, String id, Path path) {
      this.dataset = dataset;
      this.id = id;
      this.path = path;
      this.source = dataset;
    }

    public Builder real() {
      label = Label.REAL;
      method = CAMERA;
      return this;
    }

    public Builder fake(String newMethod) {
      label = Label.FAKE;
      method = newMethod;
      return this;
    }

    public Builder labelled(Label newLabel, String methodOfFakes) {
      return newLabel == Label.REAL ? real() : fake(methodOfFakes);
    }

    public Builder id(String newId) {
      id = newId;
      return this;
    }

    public Builder member(String newMember) {
      member = Optional.of(newMember);
      return this;
    }

    public Builder split(String newSplit) {
      split = newSplit;
      return this;
    }

    public Builder source(String newSource) {
      source = newSource;
      return this;
    }

    public Builder compression(String newCompression) {
      compression = Optional.of(newCompression);
      return this;
    }

    public Builder identities(List<String> newIdentities) {
      identities = newIdentities;
      return this;
    }

    /** An original whose pixels lie where they lie in the fake. */
    public Builder alignedOriginal(Optional<Path> newOriginal) {
      original = newOriginal;
      aligned = newOriginal.isPresent();
      return this;
    }

    public Builder originalElsewhere(Optional<Path> newOriginal) {
      original = newOriginal;
      aligned = false;
      return this;
    }

    public Builder mask(Optional<MaskFile> newMask) {
      mask = newMask;
      return this;
    }

    public Builder face(FaceShape newFace) {
      face = Optional.of(newFace);
      return this;
    }

    public Builder forgedSpans(List<FrameSpan> newSpans) {
      forgedSpans = newSpans;
      return this;
    }

    public Builder traits(Map<String, String> newTraits) {
      traits = newTraits;
      return this;
    }

    public FaceRecord build() {
      return new FaceRecord(
          dataset,
          id,
          path,
          member,
          label,
          method,
          split,
          source,
          compression,
          identities,
          original,
          aligned,
          mask,
          face,
          forgedSpans,
          traits);
    }
  }
}
