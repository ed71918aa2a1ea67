package org.delocate.face.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.junit.jupiter.api.Test;

class PersonMatcherTest {

  private static final Image EMPTY = Scenes.empty(640, 360);

  @Test
  void theSamePersonInTwoShotsCountsOnceAndStrangersDoNot() {
    Image one = Scenes.with(EMPTY, 300, 170, 110);
    Image closer = Scenes.with(EMPTY, 340, 180, 125);
    Image other = Scenes.withOther(EMPTY, 300, 170, 110);

    assertThat(firstTracks(one, other, closer, other)).isEqualTo(Map.of(1, 1, 2, 2, 3, 1, 4, 2));
  }

  @Test
  void twoFacesAtOnceAreTwoPeople() {
    Image twins = Scenes.with(Scenes.with(EMPTY, 150, 170, 110), 480, 170, 110);

    assertThat(firstTracks(twins, twins)).hasSize(4).containsEntry(1, 1).containsEntry(2, 2);
  }

  private static Map<Integer, Integer> firstTracks(Image... shots) {
    PersonMatcher matcher = new PersonMatcher();
    try (FaceTracker tracker = FaceTracker.standard()) {
      for (int i = 0; i < shots.length; i++) {
        List<TrackedFace> faces = tracker.update(new VideoFrame(i, i, shots[i], false, i > 0));
        for (TrackedFace face : faces) {
          matcher.see(shots[i], face, i);
        }
      }
    }
    return matcher.firstTracks();
  }
}
