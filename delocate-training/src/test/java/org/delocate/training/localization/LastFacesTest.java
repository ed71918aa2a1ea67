package org.delocate.training.localization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.dataset.store.VideoStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastFacesTest {

  @TempDir Path folder;

  @Test
  void theSameChoiceIsReadOnceAndAnotherOneAnew() {
    Path store = VideoStore.write(folder.resolve("store"));
    try (FaceStore open = FaceStore.open(store)) {
      int[] read = {0};
      LastFaces.Choice all = new LastFaces.Choice(store, open.description(), List.of());
      LastFaces.Choice some = new LastFaces.Choice(store, open.description(), List.of("beta"));
      List<StoredFace> first = faces(all, open, read);
      assertThat(faces(new LastFaces.Choice(store, open.description(), List.of()), open, read))
          .isSameAs(first);
      assertThat(read[0]).isEqualTo(1);
      assertThat(faces(some, open, read)).hasSizeLessThan(first.size());
      assertThat(read[0]).isEqualTo(2);
      assertThat(faces(all, open, read)).hasSameSizeAs(first);
      assertThat(read[0]).isEqualTo(3);
    }
  }

  private static List<StoredFace> faces(LastFaces.Choice choice, FaceStore store, int[] read) {
    return LastFaces.of(
        choice,
        () -> {
          read[0]++;
          return store.load(
              entry -> choice.sources().isEmpty() || choice.sources().contains(entry.source()), 1);
        });
  }
}
