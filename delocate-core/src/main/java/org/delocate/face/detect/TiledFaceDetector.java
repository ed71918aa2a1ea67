package org.delocate.face.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.HalvedPicture;
import org.delocate.media.image.Image;

/**
 * Finds near, far and picture-filling faces at the price of about two looks at a frame [ours].
 *
 * <ol>
 *   <li>BlazeFace's short range and full range look at the whole frame. Frames larger than {@value
 *       #TILE} pixels are also cut into overlapping tiles of that side (at most {@value
 *       #MOST_TILES}; larger ones beyond that) for full range.
 *   <li>Short range places faces that are small in the frame roughly. It looks closely at each of
 *       them again (at no more than {@value #MOST_CLOSE_LOOKS}), and the closer box is kept.
 *   <li>Full range notices small faces long before it is sure of them, and places them roughly.
 *       There short range takes a close look: at no more than {@value #MOST_CLOSE_LOOKS} places,
 *       the likeliest first. So time is spent on small faces only where there may be some.
 *   <li>Where nothing is found, short range looks once more with a border around the frame, for
 *       faces that fill it.
 * </ol>
 *
 * <p>More than nine of ten faces are found from {@value #LEAST_FACE_SIDE} pixels between the cheeks
 * on; a good half of those of 32. Below 28 pixels nothing is looked for closely. In frames that
 * {@value #MOST_TILES} tiles do not cover (4K is covered) that size grows in proportion to the
 * frame.
 */
public final class TiledFaceDetector implements FaceDetector {

  /** Width in pixels of the smallest faces that are found reliably. */
  public static final int LEAST_FACE_SIDE = 48;

  /** In a frame of this side full range notices faces of {@link #LEAST_FACE_SIDE}. */
  private static final int TILE = 1280;

  private static final int MOST_TILES = 8;

  /** Tiles overlap, so that each face that needs them lies whole in one. */
  private static final int TILE_OVERLAP = 160;

  private static final double SURE = 0.5;

  /** A face in a close look is plain to see; half-sure ones there are leaves and shadows. */
  private static final double SURE_CLOSE_UP = 0.7;

  /** Notices nine of ten faces, and 0.7 other things a frame. */
  private static final double NOTICED = 0.05;

  private static final int MOST_CLOSE_LOOKS = 12;

  /** Short range is surest of a face of a fifth of what it sees, or twice or half as large. */
  private static final double FACE_TO_CLOSE_LOOK = 5;

  private static final double FACE_TO_SIGHT = 13;

  /**
   * Short range places smaller faces roughly: with boxes half as wide again as the face, and eyes
   * that are tilted by tens of degrees too much, in which the landmarks are then not found.
   */
  private static final double NEAR_FACE_TO_SIGHT = 6.5;

  /** A rough box is too wide, so this is a little more than a fifth of the face. */
  private static final double ROUGH_BOX_TO_CLOSE_LOOK = 3.5;

  /** A rough box overlaps the exact one of the same face at least this much. */
  private static final double OVERLAP_OF_ROUGH_BOX = 0.2;

  /** A box of BlazeFace is about as wide as the face. */
  private static final double LEAST_BOX = 0.6 * LEAST_FACE_SIDE;

  private static final double OVERLAP_OF_ONE_FACE = 0.3;

  private final BlazeFaceDetector near = BlazeFaceDetector.shortRange();
  private final BlazeFaceDetector far = BlazeFaceDetector.fullRange(NOTICED);

  /** A face in sight of full range, and how many pixels wide the part of the frame was. */
  private record Notice(DetectedFace face, int side) {

    /** Full range shrinks what it sees to 192 pixels: the box of a very small face is rough. */
    boolean isRough() {
      return longerSide(face) * FACE_TO_SIGHT < side;
    }
  }

  @Override
  public List<DetectedFace> detect(Image image) {
    try (HalvedPicture picture = HalvedPicture.of(image)) {
      return detect(picture);
    }
  }

  private List<DetectedFace> detect(HalvedPicture image) {
    List<DetectedFace> found = nearFaces(image);
    int closeLooks = 0;
    for (Notice notice : noticed(image)) {
      DetectedFace face = notice.face();
      boolean sure = face.confidence() >= SURE;
      if ((!sure || notice.isRough())
          && longerSide(face) >= LEAST_BOX
          && closeLooks < MOST_CLOSE_LOOKS
          && isNew(face, found)) {
        closeLooks++;
        addNew(lookClosely(face.box(), FACE_TO_CLOSE_LOOK, SURE_CLOSE_UP, image), found);
      }
      if (sure) {
        addNew(List.of(face), found);
      }
    }
    if (found.isEmpty()) {
      found.addAll(
          PaddingFaceDetector.withBorder(image.width(), image.height()).detect(near, image));
    }
    return withoutNested(found);
  }

  /** What short range finds, each small face as a closer look places it. */
  private List<DetectedFace> nearFaces(HalvedPicture image) {
    List<DetectedFace> found = new ArrayList<>();
    double least = Math.max(image.width(), image.height()) / NEAR_FACE_TO_SIGHT;
    int closeLooks = 0;
    for (DetectedFace face : near.detect(image)) {
      if (longerSide(face) < least && closeLooks < MOST_CLOSE_LOOKS) {
        closeLooks++;
        addNew(List.of(placedExactly(face, image)), found);
      } else {
        addNew(List.of(face), found);
      }
    }
    return found;
  }

  /** The face as a closer look shows it, as sure as the surer of both; itself if that is blind. */
  private DetectedFace placedExactly(DetectedFace rough, HalvedPicture image) {
    return lookClosely(rough.box(), ROUGH_BOX_TO_CLOSE_LOOK, SURE, image).stream()
        .filter(face -> face.box().intersectionOverUnion(rough.box()) > OVERLAP_OF_ROUGH_BOX)
        .max(Comparator.comparingDouble(face -> face.box().intersectionOverUnion(rough.box())))
        .map(
            face ->
                new DetectedFace(
                    face.box(), Math.max(face.confidence(), rough.confidence()), face.keypoints()))
        .orElse(rough);
  }

  private List<DetectedFace> lookClosely(
      Box box, double boxToSight, double leastConfidence, HalvedPicture image) {
    return Tile.around(box, boxToSight).detect(near, image).stream()
        .filter(face -> face.confidence() >= leastConfidence)
        .toList();
  }

  /**
   * The surest first, without boxes that mostly lie in a surer one or around it: short range at
   * times takes a small head with its hair for a face.
   */
  private static List<DetectedFace> withoutNested(List<DetectedFace> found) {
    found.sort(Comparator.comparingDouble(DetectedFace::confidence).reversed());
    List<DetectedFace> kept = new ArrayList<>();
    for (DetectedFace face : found) {
      if (kept.stream().noneMatch(other -> other.box().covers(face.box()))) {
        kept.add(face);
      }
    }
    return List.copyOf(kept);
  }

  /** What full range notices in the frame and in its tiles, the likeliest first. */
  private List<Notice> noticed(HalvedPicture image) {
    List<Notice> noticed = new ArrayList<>();
    int longer = Math.max(image.width(), image.height());
    far.detect(image).forEach(face -> noticed.add(new Notice(face, longer)));
    for (Tile tile : Tile.covering(image.width(), image.height(), TILE, TILE_OVERLAP, MOST_TILES)) {
      int side = Math.max(tile.width(), tile.height());
      tile.detect(far, image).forEach(face -> noticed.add(new Notice(face, side)));
    }
    noticed.sort(
        Comparator.comparingDouble((Notice notice) -> notice.face().confidence()).reversed());
    return noticed;
  }

  private static double longerSide(DetectedFace face) {
    return Math.max(face.box().width(), face.box().height());
  }

  private static void addNew(List<DetectedFace> faces, List<DetectedFace> found) {
    for (DetectedFace face : faces) {
      if (isNew(face, found)) {
        found.add(face);
      }
    }
  }

  private static boolean isNew(DetectedFace face, List<DetectedFace> found) {
    return found.stream()
        .noneMatch(other -> other.box().intersectionOverUnion(face.box()) > OVERLAP_OF_ONE_FACE);
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
