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
 * @param origin where it comes from
 * @param truth for a fake, what is known of where it was forged
 * @param face where the record's face lies, if the dataset says so; the outline of a fake's face is
 *     its mask
 * @param annotations what else the dataset says
 */
public record FaceRecord(
    String dataset,
    String id,
    Path path,
    Optional<String> member,
    FaceOrigin origin,
    ForgeryTruth truth,
    Optional<FaceShape> face,
    FaceAnnotations annotations)
    implements Annotated {

  /** The split of records that no list of the dataset puts anywhere. */
  public static final String UNSPLIT = "unsplit";

  /** The method of real pictures. */
  public static final String CAMERA = "camera";

  public FaceRecord {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(origin, "origin");
    if (truth.aligned() && truth.original().isEmpty()) {
      throw new IllegalArgumentException(id + " is aligned with an original that is not named");
    }
    if (origin.label() == Label.REAL && !truth.isNothing()) {
      throw new IllegalArgumentException(id + " is real, and yet has an original or a mask");
    }
  }

  /** See {@link ForgeryTruth#original}. */
  public Optional<Path> original() {
    return truth.original();
  }

  /** See {@link ForgeryTruth#aligned}. */
  public boolean aligned() {
    return truth.aligned();
  }

  /** See {@link ForgeryTruth#mask}. */
  public Optional<MaskFile> mask() {
    return truth.mask();
  }

  /** See {@link ForgeryTruth#spans}. */
  public List<FrameSpan> forgedSpans() {
    return truth.spans();
  }

  /** Whether the dataset itself says which pixels are forged. */
  public boolean hasMask() {
    return mask().isPresent()
        || (label() == Label.FAKE && face.filter(FaceShape::outlined).isPresent());
  }

  /** Whether a frame of a fake is forged. */
  public boolean isForged(long frame) {
    return truth.isForged(frame);
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
          new FaceOrigin(label, method, split, source),
          new ForgeryTruth(original, aligned, mask, forgedSpans),
          face,
          new FaceAnnotations(compression, identities, traits));
    }
  }
}
