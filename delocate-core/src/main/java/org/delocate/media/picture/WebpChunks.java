package org.delocate.media.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.media.container.FrameIndex;

/**
 * Where the frames of an animated WebP lie in the file.
 *
 * @param width of the whole picture
 * @param height of the whole picture
 * @param frames in the order of showing; those that do not fit the picture are left out
 * @param cutOff whether the file ends within a frame
 */
public record WebpChunks(int width, int height, List<Frame> frames, boolean cutOff) {

  /** Milliseconds are what the file counts in. */
  static final double SECONDS_PER_TICK = 0.001;

  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int EXTENDED = 0x56503858;
  private static final int FRAME = 0x414E4D46;
  private static final int ANIMATED = 2;
  private static final int HEADER = 30;
  private static final int FRAME_HEADER = 16;

  /**
   * A place in a picture.
   *
   * @param left of the picture's left side, pixels
   * @param top of the picture's top, pixels
   */
  record Place(int left, int top, int width, int height) {

    boolean isWithin(int pictureWidth, int pictureHeight) {
      return left + width <= pictureWidth && top + height <= pictureHeight;
    }
  }

  /**
   * One frame.
   *
   * @param place where it lies in the picture
   * @param time from the start, milliseconds
   * @param duration milliseconds
   * @param blended whether it is laid over what is there; otherwise it replaces it
   * @param cleared whether its place is transparent after it was shown
   * @param offset of its data in the file
   * @param length of its data, bytes
   */
  record Frame(
      Place place,
      long time,
      int duration,
      boolean blended,
      boolean cleared,
      long offset,
      int length) {

    /** The frame as the file of a still picture. */
    byte[] still(RandomAccessFile in) throws IOException {
      byte[] data = new byte[length];
      in.seek(offset);
      in.readFully(data);
      ByteBuffer head = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
      head.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10);
      head.putInt(0x10); // it may have an alpha channel
      putThree(head, place.width() - 1);
      putThree(head, place.height() - 1);
      boolean alpha =
          length > 4 && new String(data, 0, 4, StandardCharsets.US_ASCII).equals("ALPH");
      ByteArrayOutputStream still = new ByteArrayOutputStream(length + HEADER);
      still.write("RIFF".getBytes(StandardCharsets.US_ASCII));
      int size = 4 + (alpha ? head.capacity() : 0) + length;
      still.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(size).array());
      still.write("WEBP".getBytes(StandardCharsets.US_ASCII));
      if (alpha) {
        still.write(head.array());
      }
      still.write(data);
      return still.toByteArray();
    }

    private static void putThree(ByteBuffer buffer, int value) {
      buffer.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }
  }

  /** Reads the headers of a file; empty if it is no animated WebP. */
  static Optional<WebpChunks> of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < HEADER || in.readInt() != RIFF) {
        return Optional.empty();
      }
      in.seek(8);
      if (in.readInt() != WEBP || in.readInt() != EXTENDED) {
        return Optional.empty();
      }
      in.seek(20);
      if ((in.readUnsignedByte() & ANIMATED) == 0) {
        return Optional.empty();
      }
      in.seek(24);
      int width = 1 + three(in);
      int height = 1 + three(in);
      return Optional.of(frames(in, width, height));
    }
  }

  private static WebpChunks frames(RandomAccessFile in, int width, int height) throws IOException {
    List<Frame> frames = new ArrayList<>();
    long time = 0;
    boolean cutOff = false;
    long at = HEADER;
    while (at + 8 <= in.length() && !cutOff) {
      in.seek(at);
      int name = in.readInt();
      long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
      cutOff = at + 8 + length > in.length();
      if (name == FRAME && length > FRAME_HEADER && !cutOff && length < Integer.MAX_VALUE) {
        Frame frame = frame(in, at + 8, (int) length, time);
        time += frame.duration();
        if (frame.place().isWithin(width, height)) {
          frames.add(frame);
        }
      }
      at += 8 + length + length % 2;
    }
    return new WebpChunks(width, height, List.copyOf(frames), cutOff);
  }

  private static Frame frame(RandomAccessFile in, long at, int length, long time)
      throws IOException {
    Place place = new Place(2 * three(in), 2 * three(in), 1 + three(in), 1 + three(in));
    int duration = three(in);
    int flags = in.readUnsignedByte();
    return new Frame(
        place,
        time,
        duration,
        (flags & 2) == 0,
        (flags & 1) != 0,
        at + FRAME_HEADER,
        length - FRAME_HEADER);
  }

  private static int three(RandomAccessFile in) throws IOException {
    return in.readUnsignedByte() | (in.readUnsignedByte() << 8) | (in.readUnsignedByte() << 16);
  }

  /** The frames' times in milliseconds. */
  public FrameIndex index() {
    long[] times = frames.stream().mapToLong(Frame::time).toArray();
    long last = frames.isEmpty() ? 0 : frames.get(frames.size() - 1).duration();
    return new FrameIndex(times, FrameIndex.Kind.BY_TIME, last, frames.size());
  }
}
