package org.delocate.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * Curves and pictures of a run in the format that TensorBoard opens: a file of framed records
 * (TFRecord), each an {@code Event} message of protocol buffers. The formats' sources are
 * TensorFlow's <a
 * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/lib/io/record_writer.h">record_writer.h</a>,
 * <a
 * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a>
 * and <a
 * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/summary.proto">summary.proto</a>.
 *
 * <p>Every start of a run, a resumption too, begins a file of its own. A resumed run says first
 * from which step it goes on: TensorBoard then forgets what earlier files say of that step and
 * later ones, so that steps that run again are not drawn twice. Records are appended whole; a kill
 * tears at most the last one, which readers skip.
 */
final class EventFile {

  private static final String PREFIX = "events.out.tfevents.";
  private static final int PICTURE_QUALITY = 85;

  /**
   * Added to a rotated checksum, so that the checksum of data with checksums in it is a good one.
   */
  private static final int MASK = 0xa282ead8;

  private static final class Event {
    static final int WALL_TIME = 1;
    static final int STEP = 2;
    static final int FILE_VERSION = 3;
    static final int SUMMARY = 5;
    static final int SESSION_LOG = 7;
  }

  private static final class Summary {
    static final int VALUE = 1;
    static final int VALUE_TAG = 1;
    static final int VALUE_SIMPLE = 2;
    static final int VALUE_IMAGE = 4;
    static final int IMAGE_HEIGHT = 1;
    static final int IMAGE_WIDTH = 2;
    static final int IMAGE_COLOURS = 3;
    static final int IMAGE_ENCODED = 4;
    static final int COLOURS_RGB = 3;
  }

  private static final class SessionLog {
    static final int STATUS = 1;
    static final int STATUS_START = 1;
  }

  private final Path file;

  private EventFile(Path file) {
    this.file = file;
  }

  /**
   * Begins a file in the folder of a run, named after the time so that it sorts behind older ones.
   *
   * @param next the first step that will be written; what older files say of it is void
   */
  static EventFile start(Path folder, long next) {
    long seconds = Instant.now().getEpochSecond();
    while (true) {
      Path file = folder.resolve(String.format("%s%010d.delocate", PREFIX, seconds));
      try {
        Files.createFile(file);
        EventFile events = new EventFile(file);
        events.append(event(0).text(Event.FILE_VERSION, "brain.Event:2"));
        events.append(
            event(next)
                .message(
                    Event.SESSION_LOG,
                    new ProtobufMessage().number(SessionLog.STATUS, SessionLog.STATUS_START)));
        return events;
      } catch (FileAlreadyExistsException e) {
        seconds++;
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be written", e);
      }
    }
  }

  /**
   * Writes values of a step; those that are no finite numbers are left out.
   *
   * @param group the part of a curve's name before the slash, by which TensorBoard sorts them
   */
  void scalars(long step, String group, Map<String, Double> values) {
    ProtobufMessage summary = new ProtobufMessage();
    values.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            summary.message(
                Summary.VALUE,
                new ProtobufMessage()
                    .text(Summary.VALUE_TAG, group + "/" + name)
                    .float32(Summary.VALUE_SIMPLE, value.floatValue()));
          }
        });
    append(event(step).message(Event.SUMMARY, summary));
  }

  /** Writes a picture of a step, as a JPEG: a long run has many of them. */
  void picture(long step, String name, Image picture) {
    ProtobufMessage image =
        new ProtobufMessage()
            .number(Summary.IMAGE_HEIGHT, picture.height())
            .number(Summary.IMAGE_WIDTH, picture.width())
            .number(Summary.IMAGE_COLOURS, Summary.COLOURS_RGB)
            .bytes(Summary.IMAGE_ENCODED, ImageFiles.encodeJpeg(picture, PICTURE_QUALITY));
    ProtobufMessage value =
        new ProtobufMessage().text(Summary.VALUE_TAG, name).message(Summary.VALUE_IMAGE, image);
    append(event(step).message(Event.SUMMARY, new ProtobufMessage().message(Summary.VALUE, value)));
  }

  private static ProtobufMessage event(long step) {
    double seconds = Instant.now().toEpochMilli() / 1000.0;
    return new ProtobufMessage().float64(Event.WALL_TIME, seconds).number(Event.STEP, step);
  }

  /** A record: its length, the length's checksum, the data, the data's checksum. */
  private void append(ProtobufMessage event) {
    byte[] data = event.toBytes();
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    byte[] record =
        little(length.length + Integer.BYTES + data.length + Integer.BYTES)
            .put(length)
            .putInt(checksum(length))
            .put(data)
            .putInt(checksum(data))
            .array();
    try {
      Files.write(file, record, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static int checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
