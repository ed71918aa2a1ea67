package org.delocate.report.overlay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Verdict;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaInfo;
import org.delocate.report.output.ReportOutput;

/**
 * {@code masks/}: one 8-bit PNG of tampering probability for each sampled frame, in the coordinates
 * and size of the frame: 0 is probability 0, or no scored face there; 255 is probability 1.
 */
public final class MaskPictures implements ReportOutput {

  private static final String FOLDER = "masks";

  private final Path folder;
  private final Path partial;
  private boolean begun;
  private MediaInfo info;

  public MaskPictures(Path folder) {
    this.folder = folder.resolve(FOLDER);
    this.partial = WholeFiles.partialOf(this.folder);
  }

  /** The picture's name relative to the report. */
  public static String nameOf(long frameIndex) {
    return FOLDER + "/" + fileOf(frameIndex);
  }

  private static String fileOf(long frameIndex) {
    return String.format(Locale.ROOT, "frame-%06d.png", frameIndex);
  }

  @Override
  public void started(MediaInfo info) {
    this.info = info;
  }

  @Override
  public void frameScored(ScoredFrame frame) {
    Image image = frame.frame().image();
    MaskProjector projector = new MaskProjector(image.width(), image.height());
    for (ScoredFace face : frame.faces()) {
      projector.add(face.mask(), face.aligned().crop().width(), face.aligned().cropToFrame());
    }
    GrayImage map = projector.map();
    if (frame.frame().reduction() > 1) {
      map = ImageFiles.resize(map, info.width(), info.height());
    }
    begin();
    ImageFiles.writeGray(partial.resolve(fileOf(frame.frame().index())), map);
  }

  private void begin() {
    if (begun) {
      return;
    }
    try {
      Files.createDirectories(partial);
    } catch (IOException e) {
      throw failure(e);
    }
    begun = true;
  }

  @Override
  public void write(Report report) {
    if (!begun || report.verdict() instanceof Verdict.Failed) {
      return;
    }
    try {
      removePictures(folder);
      WholeFiles.complete(partial, folder);
      begun = false;
    } catch (IOException | UncheckedIOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    if (begun) {
      try {
        removePictures(partial);
      } catch (IOException | UncheckedIOException e) {
        partial.toFile().deleteOnExit();
      }
    }
  }

  /** Removes a folder of mask pictures, but none in which something else lies. */
  private static void removePictures(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> pictures;
    try (Stream<Path> entries = Files.list(directory)) {
      pictures =
          entries
              .filter(entry -> entry.getFileName().toString().matches("frame-\\d+\\.png"))
              .toList();
    }
    for (Path picture : pictures) {
      Files.delete(picture);
    }
    Files.delete(directory);
  }

  private MediaException failure(Exception e) {
    return new MediaException(
        MediaException.Reason.WRITE_FAILED,
        "cannot write the mask pictures to " + folder + ": " + e.getMessage(),
        e);
  }
}
