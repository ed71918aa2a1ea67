package org.delocate.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceLabels;
import org.junit.jupiter.api.Test;

final class TrackChoiceTest {

  private static final FaceRecord REAL =
      new FaceRecord.Builder("test", "real.mp4", Path.of("real.mp4")).real().build();
  private static final FaceRecord FAKE =
      new FaceRecord.Builder("test", "fake.mp4", Path.of("fake.mp4")).fake("swap").build();

  private final List<TrackChoice.Candidate> faces = new ArrayList<>();

  @Test
  void aBystanderOfAFakeIsNotStored() {
    add(1, 4, 0.0, 0, 9000);
    add(2, 4, 0.2, 80, 2500);
    assertThat(tracks(FAKE)).containsExactly(2, 2, 2, 2);
  }

  @Test
  void severalForgedFacesAreAllStored() {
    add(1, 2, 0.2, 80, 9000);
    add(2, 2, 0.2, 60, 2500);
    add(3, 2, Double.NaN, 5, 2500);
    assertThat(tracks(FAKE)).containsExactly(1, 1, 2, 2);
  }

  @Test
  void withoutEvidenceTheFaceThatTheVideoIsAboutIsTaken() {
    add(1, 1, Double.NaN, 0, 9000);
    add(2, 4, Double.NaN, 0, 4000);
    assertThat(tracks(FAKE)).containsExactly(2, 2, 2, 2);
  }

  @Test
  void everybodyInARealVideoIsRealButWhoPassesByIsLeftOut() {
    add(1, 4, Double.NaN, 0, 9000);
    add(2, 3, Double.NaN, 0, 4000);
    add(3, 1, Double.NaN, 0, 4000);
    assertThat(tracks(REAL)).containsExactly(1, 1, 1, 1, 2, 2, 2);
  }

  private List<Integer> tracks(FaceRecord record) {
    return TrackChoice.of(record, faces, 0.005).stream().map(TrackChoice.Candidate::track).toList();
  }

  private void add(int track, int frames, double maskShare, double evidence, double area) {
    for (int i = 0; i < frames; i++) {
      faces.add(
          new TrackChoice.Candidate(
              track,
              new FaceLabels(
                  "key",
                  "test",
                  "record",
                  new FaceOrigin(Label.REAL, "camera", "train", "test"),
                  Optional.empty(),
                  FaceAnnotations.NONE),
              new byte[0],
              Optional.empty(),
              new byte[0],
              maskShare,
              evidence,
              area));
    }
  }
}
