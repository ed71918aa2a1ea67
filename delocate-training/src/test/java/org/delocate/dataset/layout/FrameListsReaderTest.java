package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.junit.jupiter.api.Test;

final class FrameListsReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new FrameListsReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("FaceForensics++/youtube/c23/frames/000/000.png"), 1);
    Pictures.write(tree.resolve("FaceForensics++/youtube/c23/frames/000/001.png"), 2);
    Pictures.write(tree.resolve("FaceForensics++/youtube/c23/frames/003/000.png"), 3);
    Pictures.write(tree.resolve("FaceForensics++/Face2Face/c23/frames/000_003/000.png"), 4);
    Pictures.write(tree.resolve("faces/one.png"), 5);
    Files.writeString(
        tree.resolve("FaceForensics++.json"),
        """
        {"FaceForensics++": {
          "FF-real": {"train": {"c23": {
              "000": {"label": "FF-real", "frames": [
                "FaceForensics++\\\\youtube\\\\c23\\\\frames\\\\000\\\\000.png",
                "FaceForensics++\\\\youtube\\\\c23\\\\frames\\\\000\\\\001.png"]}}},
            "test": {"c23": {
              "003": {"label": "FF-real", "frames": [
                "FaceForensics++/youtube/c23/frames/003/000.png",
                "FaceForensics++/youtube/c23/frames/003/lost.png"]}}}},
          "FF-F2F": {"test": {"c23": {
              "000_003": {"label": "FF-F2F", "frames": [
                "FaceForensics++/Face2Face/c23/frames/000_003/000.png",
                "FaceForensics++/Face2Face/c23/frames/000_003/001.png"]}}}}}}
        """);
    Files.writeString(
        tree.resolve("Other.json"),
        """
        {"Other": {"Other_Fake": {"val": {
              "one": {"label": "Other_Fake", "frames": ["faces/one.png"]}}}}}
        """);
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("faces/one.png");
  }

  @Test
  void aVideoOfTheListIsARecordWithTheFolderOfItsFrames() {
    FaceRecord real = find("FaceForensics++/FF-real/train/c23/000");
    assertThat(real.label()).isEqualTo(Label.REAL);
    assertThat(real.split()).isEqualTo("train");
    assertThat(real.compression()).contains("c23");
    assertThat(real.source()).isEqualTo("FaceForensics++");
    assertThat(real.path()).isEqualTo(root.resolve("FaceForensics++/youtube/c23/frames/000"));
    FaceRecord fake = find("FaceForensics++/FF-F2F/test/c23/000_003");
    assertThat(fake.label()).isEqualTo(Label.FAKE);
    assertThat(fake.method()).isEqualTo("FF-F2F");
    FaceRecord picture = find("Other/Other_Fake/val/one");
    assertThat(picture.compression()).isEmpty();
    assertThat(picture.path()).isEqualTo(root.resolve("faces/one.png"));
  }

  @Test
  void oneListAloneOrFramesElsewhere() throws IOException {
    assertThat(reader().read(root.resolve("Other.json")).records()).hasSize(1);
    Path lists = Files.createDirectories(folder.resolve("lists/json"));
    Files.move(root.resolve("Other.json"), lists.resolve("Other.json"));
    assertThat(reader().read(lists).problems())
        .extracting(DatasetProblem::kind)
        .containsExactly(DatasetProblem.Kind.MISSING_FILE);
    assertThat(reader().read(lists, List.of(root)).records()).hasSize(1);
  }

  @Test
  void labelsAndSplitsWithoutMeaningAreSaid() throws IOException {
    Files.writeString(
        root.resolve("Other.json"),
        """
        {"Other": {"mixed": {
            "val": {
              "a": {"label": "0", "frames": ["faces/one.png"]},
              "b": {"label": "1", "frames": ["faces/one.png"]},
              "c": {"label": "", "frames": ["faces/one.png"]},
              "d": {"label": "1"}},
            "night": {"e": {"label": "1", "frames": ["faces/one.png"]}}}}}
        """);
    DatasetListing listing = reader().read(root.resolve("Other.json"));
    assertThat(listing.records())
        .extracting(record -> record.id() + " " + record.label())
        .containsExactly("Other/mixed/val/a REAL", "Other/mixed/val/b FAKE");
    assertThat(listing.problems())
        .extracting(DatasetProblem::kind)
        .containsExactlyInAnyOrder(
            DatasetProblem.Kind.UNKNOWN_LABEL,
            DatasetProblem.Kind.BAD_VALUE,
            DatasetProblem.Kind.BAD_VALUE);
  }

  @Test
  void otherJsonIsNoList() throws IOException {
    Path other = Files.createDirectories(folder.resolve("dfdc"));
    Files.writeString(other.resolve("metadata.json"), "{\"a.mp4\":{\"label\":\"FAKE\"}}");
    Files.writeString(other.resolve("train.json"), "[[\"071\",\"054\"]]");
    Files.writeString(other.resolve("broken.json"), "{\"a\":");
    assertThat(reader().recognises(other)).isFalse();
  }
}
