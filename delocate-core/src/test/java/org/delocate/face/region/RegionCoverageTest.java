package org.delocate.face.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.detect.PortraitPoints;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;
import org.delocate.face.geometry.Scenes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions against known discs, and how much of a real face they see. */
class RegionCoverageTest {

  private static final int SIZE = 160;
  private static final int GRID = 10;

  private static Landmarks inCrop;

  @BeforeAll
  static void align() {
    inCrop =
        FaceAligner.align(Scenes.ASTRONAUT, PortraitPoints.located(), CropConvention.standard(SIZE))
            .landmarks();
  }

  /** All lips at the centre of one patch; the disc grows with the distance of the eyes' corners. */
  @ParameterizedTest
  @CsvSource({"15.9, 1", "16.1, 5", "22.5, 5", "22.8, 9", "32.1, 13"})
  void aRegionIsADiscWhoseSizeFollowsTheFace(double radius, int patches) {
    double middle = 5 * 16 + 7.5;
    double eyes = radius / 0.16;
    float[] xy = new float[2 * Landmarks.COUNT];
    Arrays.fill(xy, (float) middle);
    xy[2 * MeshPoints.rightEye()[0]] = (float) (middle - eyes / 2);
    xy[2 * MeshPoints.leftEye()[0]] = (float) (middle + eyes / 2);
    PatchMask lips = FacialRegions.patches(new Landmarks(xy, 1), FacialPart.LIPS, SIZE, GRID);
    assertThat(lips.side()).isEqualTo(GRID);
    assertThat(lips.count()).isEqualTo(patches);
    assertThat(lips.contains(5, 5)).isTrue();
    assertThat(lips.contains(5, 6)).isEqualTo(patches >= 5);
    assertThat(lips.contains(6, 6)).isEqualTo(patches >= 9);
    assertThat(lips.contains(5, 7)).isEqualTo(patches >= 13);
  }

  @Test
  void partsLieBelowEachOtherAndShareLittle() {
    Map<FacialPart, PatchMask> parts = parts(GRID);
    PatchMask eyes = parts.get(FacialPart.EYES);
    PatchMask cheeks = parts.get(FacialPart.CHEEK_AND_NOSE);
    PatchMask lips = parts.get(FacialPart.LIPS);
    assertThat(meanRow(eyes) + 1).isLessThan(meanRow(cheeks));
    assertThat(meanRow(cheeks) + 1).isLessThan(meanRow(lips));
    assertThat(eyes.patches().intersects(lips.patches())).isFalse();
    assertThat(shared(eyes, cheeks)).isLessThanOrEqualTo(eyes.count() / 3);
    assertThat(shared(cheeks, lips)).isLessThanOrEqualTo(lips.count() / 3);
  }

  /** The paper's masks are blind outside the parts: little of the face may lie there. */
  @ParameterizedTest
  @CsvSource({"10, 0.8", "14, 0.8", "20, 0.8"})
  void togetherThePartsCoverTheFaceFromBrowsToChin(int grid, double leastShare) {
    BitSet all = new BitSet();
    parts(grid).values().forEach(part -> all.or(part.patches()));
    double patch = (double) SIZE / grid;
    float top = Math.min(inCrop.y(105), inCrop.y(334));
    int inFace = 0;
    int covered = 0;
    for (int cell = 0; cell < grid * grid; cell++) {
      int row = cell / grid;
      double x = (cell % grid + 0.5) * patch - 0.5;
      double y = (row + 0.5) * patch - 0.5;
      if (y >= top && isInOval(x, y)) {
        inFace++;
        covered += all.get(cell) ? 1 : 0;
      }
    }
    assertThat(inFace).isGreaterThan(grid * grid / 3);
    assertThat((double) covered / inFace).isGreaterThan(leastShare);
  }

  @Test
  void partsReachLittleBeyondTheFace() {
    BitSet all = new BitSet();
    parts(20).values().forEach(part -> all.or(part.patches()));
    long outside =
        all.stream().filter(cell -> !isInOval(cell % 20 * 8 + 3.5, cell / 20 * 8 + 3.5)).count();
    assertThat((double) outside / all.cardinality()).isLessThan(0.2);
  }

  private static Map<FacialPart, PatchMask> parts(int grid) {
    Map<FacialPart, PatchMask> parts = new EnumMap<>(FacialPart.class);
    for (FacialPart part : FacialPart.values()) {
      parts.put(part, FacialRegions.patches(inCrop, part, SIZE, grid));
    }
    return parts;
  }

  private static double meanRow(PatchMask mask) {
    return mask.patches().stream().map(cell -> cell / mask.side()).average().orElseThrow();
  }

  private static int shared(PatchMask one, PatchMask other) {
    BitSet both = (BitSet) one.patches().clone();
    both.and(other.patches());
    return both.cardinality();
  }

  /** By the parity of crossings to the right. */
  private static boolean isInOval(double x, double y) {
    boolean inside = false;
    int[] oval = MeshPoints.faceOval();
    for (int i = 0; i < oval.length; i++) {
      int from = oval[i];
      int to = oval[(i + 1) % oval.length];
      if (inCrop.y(from) > y != inCrop.y(to) > y) {
        double share = (y - inCrop.y(from)) / (inCrop.y(to) - inCrop.y(from));
        inside ^= x < inCrop.x(from) + share * (inCrop.x(to) - inCrop.x(from));
      }
    }
    return inside;
  }
}
