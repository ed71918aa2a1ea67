package org.delocate.training.recovering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.SmallStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.loop.SmallRuns;
import org.delocate.training.weights.CardWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which faces stage 1 sees together, and that frames of a clip are masked alike. */
class FaceDrawTest {

  @TempDir static Path folder;
  private static final Map<String, String> CLIPS = new HashMap<>();
  private static List<StoredFace> faces;

  @BeforeAll
  static void prepare() {
    try (FaceStore store = FaceStore.open(SmallStore.write(folder.resolve("store"), 8, 3))) {
      store.entries().forEach(entry -> CLIPS.put(entry.key(), entry.record()));
      faces = store.load(entry -> entry.label() == Label.REAL, 1);
    }
  }

  private static FaceDraw draw(boolean balanced, int frames) {
    return new FaceDraw(faces, balanced, face -> CLIPS.get(face.key()), frames);
  }

  @Test
  void framesOfAClipComeTogetherAndNoneTwice() {
    for (int i = 0; i < 30; i++) {
      List<List<StoredFace>> groups = draw(false, 2).draw(5, new SplittableRandom(i));
      assertThat(groups).extracting(List::size).containsExactly(2, 2, 1);
      for (List<StoredFace> group : groups) {
        assertThat(group).doesNotHaveDuplicates();
        assertThat(group).extracting(face -> CLIPS.get(face.key())).containsOnly(clip(group));
      }
    }
    // A clip of three frames has no fourth.
    assertThat(draw(false, 4).draw(6, new SplittableRandom(1)))
        .extracting(List::size)
        .containsExactly(3, 3);
  }

  private static String clip(List<StoredFace> group) {
    return CLIPS.get(group.get(0).key());
  }

  @Test
  void sourcesAreDrawnEvenlyOrByTheirSize() {
    // Three of the eight clips are of source alpha.
    assertThat(shareOfAlpha(true)).isBetween(0.46, 0.54);
    assertThat(shareOfAlpha(false)).isBetween(0.335, 0.415);
  }

  private static double shareOfAlpha(boolean balanced) {
    List<List<StoredFace>> groups = draw(balanced, 1).draw(2000, new SplittableRandom(4));
    assertThat(groups).hasSize(2000);
    return groups.stream().filter(group -> group.get(0).source().equals("alpha")).count() / 2000.0;
  }

  @Test
  void framesOfAClipShareTheirMask() {
    RecoveringConfiguration configuration =
        SmallRuns.recovering(
            folder, "masking=random", "clipConsistent=true", "clipFrames=3", "batchSize=9");
    torch.manual_seed(1);
    CardWriter cards = new CardWriter("test", SmallRuns.networks(), Map.of(), faces, 1, "none");
    try (RecoveringStage stage =
        new RecoveringStage(
            configuration,
            new DelocateNetworks(SmallRuns.networks()),
            draw(false, 3),
            List.of(),
            cards)) {
      RecoveringStage.Batch batch = stage.batch(2).train();
      Map<String, String> maskOfClip = new HashMap<>();
      for (int i = 0; i < batch.keys().size(); i++) {
        String mask = Arrays.toString(batch.masked()[i]);
        assertThat(maskOfClip.computeIfAbsent(CLIPS.get(batch.keys().get(i)), any -> mask))
            .isEqualTo(mask);
      }
      assertThat(new HashSet<>(maskOfClip.values())).hasSize(3);
      assertThat(new HashSet<>(batch.keys())).hasSize(9);
    }
  }
}
