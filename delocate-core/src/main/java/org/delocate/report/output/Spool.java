package org.delocate.report.output;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.media.library.MediaException;

/**
 * Evidence on disk: what outputs must keep of every face until the scan ends, so that memory does
 * not grow with the video. Lives in the system's folder for temporary files; gone when closed.
 */
public final class Spool implements AutoCloseable {

  /** Where a piece lies. */
  public record Place(long offset, int length) {}

  private final Path file;
  private final RandomAccessFile content;
  private long end;

  public Spool() {
    try {
      file = Files.createTempFile("delocate-", ".spool");
      content = new RandomAccessFile(file.toFile(), "rw");
    } catch (IOException e) {
      throw failure(e);
    }
  }

  public Place add(byte[] bytes) {
    try {
      content.seek(end);
      content.write(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
    Place place = new Place(end, bytes.length);
    end += bytes.length;
    return place;
  }

  public byte[] get(Place place) {
    byte[] bytes = new byte[place.length()];
    try {
      content.seek(place.offset());
      content.readFully(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      content.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private static MediaException failure(IOException e) {
    return new MediaException(
        MediaException.Reason.WRITE_FAILED,
        "cannot keep evidence in the folder for temporary files: " + e.getMessage(),
        e);
  }
}
