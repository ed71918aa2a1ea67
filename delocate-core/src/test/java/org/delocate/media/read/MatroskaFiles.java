package org.delocate.media.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Matroska of Motion JPEG, put together element by element: with sides that are cut away. */
final class MatroskaFiles {

  private static final int MILLIS_PER_FRAME = 40;

  private MatroskaFiles() {}

  /**
   * Writes a video of 25 frames a second.
   *
   * @param jpegs one for each frame, all of the same size
   * @param crop pixels that are cut away: left, top, right, bottom
   * @param display width and height of what is shown, or empty for square pixels
   */
  static byte[] mjpeg(
      List<byte[]> jpegs, int width, int height, List<Integer> crop, List<Integer> display) {
    ByteArrayOutputStream video = new ByteArrayOutputStream();
    video.writeBytes(number(0xB0, width));
    video.writeBytes(number(0xBA, height));
    int[] sides = {0x54CC, 0x54BB, 0x54DD, 0x54AA};
    for (int i = 0; i < sides.length; i++) {
      video.writeBytes(number(sides[i], crop.get(i)));
    }
    if (!display.isEmpty()) {
      video.writeBytes(number(0x54B0, display.get(0)));
      video.writeBytes(number(0x54BA, display.get(1)));
    }
    ByteArrayOutputStream track = new ByteArrayOutputStream();
    track.writeBytes(number(0xD7, 1));
    track.writeBytes(number(0x73C5, 1));
    track.writeBytes(number(0x83, 1));
    track.writeBytes(element(0x86, "V_MJPEG".getBytes(StandardCharsets.US_ASCII)));
    track.writeBytes(number(0x23E383, MILLIS_PER_FRAME * 1_000_000));
    track.writeBytes(element(0xE0, video.toByteArray()));
    ByteArrayOutputStream cluster = new ByteArrayOutputStream();
    cluster.writeBytes(number(0xE7, 0));
    for (int i = 0; i < jpegs.size(); i++) {
      byte[] jpeg = jpegs.get(i);
      ByteBuffer block = ByteBuffer.allocate(4 + jpeg.length);
      block.put((byte) 0x81).putShort((short) (i * MILLIS_PER_FRAME)).put((byte) 0x80).put(jpeg);
      cluster.writeBytes(element(0xA3, block.array()));
    }
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(element(0x1549A966, number(0x2AD7B1, 1_000_000)));
    segment.writeBytes(element(0x1654AE6B, element(0xAE, track.toByteArray())));
    segment.writeBytes(element(0x1F43B675, cluster.toByteArray()));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] type = element(0x4282, "matroska".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(element(0x1A45DFA3, type));
    file.writeBytes(element(0x18538067, segment.toByteArray()));
    return file.toByteArray();
  }

  private static byte[] number(int name, int value) {
    return element(name, ByteBuffer.allocate(4).putInt(value).array());
  }

  private static byte[] element(int name, byte[] content) {
    int bytes = (39 - Integer.numberOfLeadingZeros(name)) / 8;
    ByteBuffer element = ByteBuffer.allocate(bytes + 8 + content.length);
    for (int i = bytes - 1; i >= 0; i--) {
      element.put((byte) (name >> (8 * i)));
    }
    return element.putLong(0x0100000000000000L | content.length).put(content).array();
  }
}
