package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.FrameSpan;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.MaskFile;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class ForgeryNetReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new ForgeryNetReader();
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Path training = tree.resolve("Training");
    Pictures.write(training.resolve("images/train_release/1/a.png"), 1);
    Pictures.write(training.resolve("images/train_release/2/b.png"), 2);
    Pictures.write(training.resolve("spatial_localize/train_release/2/b.png"), 3);
    Clips.writeText(
        training.resolve("images/image_list.txt"),
        "train_release/1/a.png 0 0 0\ntrain_release/2/b.png 1 1 3\n");
    Path validation = tree.resolve("Validation");
    Clips.write(validation.resolve("videos/v/real.mp4"), 4);
    Clips.write(validation.resolve("videos/v/fake.mp4"), 5);
    Clips.writeText(
        validation.resolve("video_list.txt"),
        "1 v/real.mp4 0 3 0 0 0 0\n3 v/fake.mp4 0 1 0 1 1 1 2 1 0 1 2 7\n");
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("Validation/videos/v/real.mp4");
  }

  @Test
  void zeroMeansRealAndTheSixteenClassesAreMethods() {
    assertThat(find("Training/images/train_release/1/a.png").label()).isEqualTo(Label.REAL);
    FaceRecord fake = find("Training/images/train_release/2/b.png");
    assertThat(fake.method()).isEqualTo("DeepFakes");
    assertThat(fake.mask().map(MaskFile::path))
        .contains(root.resolve("Training/spatial_localize/train_release/2/b.png"));
  }

  @Test
  void onlyForgedSpansOfAVideoGiveFrames() {
    FaceRecord fake = find("Validation/videos/v/fake.mp4");
    assertThat(fake.forgedSpans()).containsExactly(new FrameSpan(1, 1));
    try (RecordFrames frames = RecordFrames.open(fake, 3)) {
      assertThat(frames.next().map(RecordFrames.Moment::index)).contains(1L);
      assertThat(frames.next()).isEqualTo(Optional.empty());
    }
  }

  @Test
  void labelsThatDisagreeAndBrokenLinesAreCounted() throws IOException {
    Files.writeString(
        root.resolve("Training/images/image_list.txt"),
        """
        train_release/1/a.png 0 0 4
        train_release/2/b.png 1 1 16
        train_release/2/b.png 1 1
        train_release/2/lost.png 1 1 3
        """);
    assertThat(problems())
        .containsExactly(
            DatasetProblem.Kind.CONTRADICTION,
            DatasetProblem.Kind.UNKNOWN_LABEL,
            DatasetProblem.Kind.WRONG_COLUMNS,
            DatasetProblem.Kind.MISSING_FILE);
  }
}
