package org.delocate.forgery.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;

/** Pictures with a remark in their metadata: PNG's text chunk, JPEG's comment segment. */
final class MarkedPicture {

  private static final int QUALITY = 95;

  /** Signature and header chunk of a PNG: 8 + 4 + 4 + 13 + 4 bytes. */
  private static final int PNG_HEADER = 33;

  private static final int JPEG_START = 2;

  private MarkedPicture() {}

  /**
   * Writes a picture.
   *
   * @param file ends in {@code .png} or {@code .jpg}
   * @param remark ASCII
   * @throws MediaException WRITE_FAILED
   */
  static void write(Path file, Image image, String remark) {
    boolean png = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png");
    byte[] plain = png ? ImageFiles.encodePng(image) : ImageFiles.encodeJpeg(image, QUALITY);
    byte[] text = remark.getBytes(StandardCharsets.US_ASCII);
    int place = png ? PNG_HEADER : JPEG_START;
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.write(plain, 0, place);
    marked.writeBytes(png ? textChunk(text) : commentSegment(text));
    marked.write(plain, place, plain.length - place);
    try {
      Files.write(file, marked.toByteArray());
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static byte[] textChunk(byte[] text) {
    byte[] keyword = "Comment\0".getBytes(StandardCharsets.US_ASCII);
    byte[] type = "tEXt".getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(type);
    checksum.update(keyword);
    checksum.update(text);
    return ByteBuffer.allocate(12 + keyword.length + text.length)
        .putInt(keyword.length + text.length)
        .put(type)
        .put(keyword)
        .put(text)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static byte[] commentSegment(byte[] text) {
    return ByteBuffer.allocate(4 + text.length)
        .putShort((short) 0xFFFE)
        .putShort((short) (2 + text.length))
        .put(text)
        .array();
  }
}
