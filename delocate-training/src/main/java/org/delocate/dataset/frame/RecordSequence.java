package org.delocate.dataset.frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.FrameArchive;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;

/** Frames as pictures, in a folder or in an archive; they have no masks. */
final class RecordSequence extends RecordFrames {
  private final List<Integer> numbers;
  private final List<String> names;
  private final Map<String, byte[]> archived;
  private final Path folder;
  private int next;
  private int broken;

  RecordSequence(FaceRecord record, int frames) {
    folder = record.path();
    try {
      List<String> all =
          (record.member().isPresent()
                  ? FrameArchive.names(folder).stream().filter(inside(record))
                  : DatasetFiles.media(folder).stream().map(DatasetFiles::name))
              .sorted(FrameOrder.BY_NUMBER)
              .toList();
      numbers = FrameOrder.even(all.size(), frames);
      names = numbers.stream().map(all::get).toList();
      archived =
          record.member().isPresent() ? FrameArchive.read(folder, new HashSet<>(names)) : Map.of();
    } catch (IOException e) {
      throw new MediaException(MediaException.Reason.UNREADABLE, folder + ": " + e.getMessage(), e);
    }
  }

  private static Predicate<String> inside(FaceRecord record) {
    String start = record.member().orElseThrow();
    return name -> name.startsWith(start) && name.indexOf('/', start.length()) < 0;
  }

  @Override
  public Optional<Moment> next() {
    while (next < names.size()) {
      int at = next++;
      try {
        Image image =
            archived.isEmpty()
                ? ImageFiles.read(folder.resolve(names.get(at)))
                : ImageFiles.decode(archived.getOrDefault(names.get(at), new byte[0]));
        int index = numbers.get(at);
        return Optional.of(
            new Moment(
                index,
                index,
                FrameKeys.frame(index),
                false,
                image,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
      } catch (MediaException e) {
        broken++;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<SkippedRecord> fault() {
    return broken == 0
        ? Optional.empty()
        : Optional.of(
            new SkippedRecord(
                SkippedRecord.Reason.DAMAGED_FRAMES,
                "",
                broken + " of " + names.size() + " frames cannot be read"));
  }

  @Override
  public void close() {
    next = names.size();
  }
}
