package org.delocate.media.read;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;

/**
 * Pictures as files and as encoded bytes. Colour pictures are read as {@link MediaReader} reads
 * them, upright and on white where they are transparent; written are PNG, JPEG and WebP.
 *
 * <p>These methods trust their input: pictures that strangers sent are opened with {@link
 * MediaReader}, which checks their size before it decodes them.
 */
public final class ImageFiles {

  /** High enough that a second compression does not hide traces of forgery. [ours] */
  private static final int FILE_QUALITY = 95;

  /** zlib level: 5 times faster to write than the best, a few per cent larger. [ours] */
  private static final int PNG_COMPRESSION = 3;

  private ImageFiles() {}

  /**
   * Reads a picture in colour.
   *
   * @throws MediaException NOT_FOUND, UNREADABLE, EMPTY_FILE or NOT_MEDIA
   */
  public static Image read(Path file) {
    try {
      byte[] encoded = bytesOf(file);
      return PlainPictures.is(encoded) ? decodePlain(encoded) : asAViewerSees(file);
    } catch (MediaException e) {
      throw new MediaException(e.reason(), file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a picture as 8-bit grey.
   *
   * @throws MediaException NOT_FOUND, UNREADABLE, EMPTY_FILE or NOT_MEDIA
   */
  public static GrayImage readGray(Path file) {
    try {
      return decodeGray(bytesOf(file));
    } catch (MediaException e) {
      throw new MediaException(e.reason(), file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a picture in the format of the file's extension: {@code png}, {@code jpg}, {@code jpeg}
   * or {@code webp}. The file is there whole or not at all.
   *
   * @throws MediaException WRITE_FAILED
   */
  public static void write(Path file, Image image) {
    byte[] encoded =
        switch (extensionOf(file)) {
          case "png" -> encodePng(image);
          case "jpg", "jpeg" -> encodeJpeg(image, FILE_QUALITY);
          case "webp" -> encodeColour(".webp", image, IMWRITE_WEBP_QUALITY, FILE_QUALITY);
          default ->
              throw new MediaException(
                  MediaException.Reason.WRITE_FAILED,
                  file + ": pictures are written as png, jpg or webp");
        };
    WholeFiles.write(file, encoded);
  }

  /**
   * Writes a single-channel 8-bit PNG, whatever the file's extension.
   *
   * @throws MediaException WRITE_FAILED
   */
  public static void writeGray(Path file, GrayImage image) {
    WholeFiles.write(file, encodePng(image));
  }

  /**
   * Encodes as JPEG.
   *
   * @param quality 1 to 100
   */
  public static byte[] encodeJpeg(Image image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality " + quality + " is not within 1 to 100");
    }
    return encodeColour(".jpg", image, IMWRITE_JPEG_QUALITY, quality);
  }

  /** Encodes as 8-bit RGB PNG, without loss. */
  public static byte[] encodePng(Image image) {
    return encodeColour(".png", image, IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION);
  }

  /** Encodes as 8-bit grey PNG, without loss. */
  public static byte[] encodePng(GrayImage image) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = new Mat(image.height(), image.width(), CV_8UC1, new BytePointer(image.gray()));
      return encode(".png", mat, IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION);
    }
  }

  /**
   * Decodes a picture in colour.
   *
   * @throws MediaException EMPTY_FILE, NOT_MEDIA or another reason of {@link MediaReader}
   */
  public static Image decode(byte[] encoded) {
    if (encoded.length == 0 || PlainPictures.is(encoded)) {
      return decodePlain(encoded);
    }
    try {
      Path file = Files.createTempFile("delocate-", ".picture");
      try {
        Files.write(file, encoded);
        return asAViewerSees(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          "cannot be kept in the folder for temporary files: " + e.getMessage(),
          e);
    }
  }

  /** The first frame, by the code that scans pictures of strangers. */
  private static Image asAViewerSees(Path file) {
    try (MediaReader reader = MediaReader.open(file, MediaLimits.any(), FrameSampling.all(), 1)) {
      return reader
          .next()
          .orElseThrow(
              () -> new MediaException(MediaException.Reason.NO_FRAMES, "no frame in the picture"))
          .image();
    }
  }

  private static Image decodePlain(byte[] encoded) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = decode(encoded, IMREAD_COLOR_RGB);
      return new Image(mat.cols(), mat.rows(), pixelsOf(mat, 3));
    }
  }

  /**
   * Decodes a PNG, JPEG or WebP as 8-bit grey.
   *
   * @throws MediaException EMPTY_FILE or NOT_MEDIA
   */
  public static GrayImage decodeGray(byte[] encoded) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = decode(encoded, IMREAD_GRAYSCALE);
      return new GrayImage(mat.cols(), mat.rows(), pixelsOf(mat, 1));
    }
  }

  /**
   * Changes the size: each pixel is the mean of the area it covers when both sides shrink,
   * otherwise interpolated linearly. The aspect ratio is the caller's affair.
   */
  public static Image resize(Image image, int width, int height) {
    if (width == image.width() && height == image.height()) {
      return image;
    }
    try (PointerScope scope = new PointerScope()) {
      Mat source = new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.rgb()));
      return new Image(width, height, pixelsOf(resized(source, width, height), 3));
    }
  }

  /** As {@link #resize(Image, int, int)}, for one channel. */
  public static GrayImage resize(GrayImage image, int width, int height) {
    if (width == image.width() && height == image.height()) {
      return image;
    }
    try (PointerScope scope = new PointerScope()) {
      Mat source = new Mat(image.height(), image.width(), CV_8UC1, new BytePointer(image.gray()));
      return new GrayImage(width, height, pixelsOf(resized(source, width, height), 1));
    }
  }

  private static Mat resized(Mat source, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("cannot resize to " + width + "x" + height + " pixels");
    }
    boolean shrinks = width <= source.cols() && height <= source.rows();
    Mat target = new Mat();
    opencv_imgproc.resize(
        source, target, new Size(width, height), 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
    return target;
  }

  private static byte[] encodeColour(String format, Image image, int option, int value) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.rgb()));
      Mat bgr = new Mat();
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      return encode(format, bgr, option, value);
    }
  }

  private static byte[] encode(String format, Mat mat, int option, int value) {
    BytePointer encoded = new BytePointer();
    boolean written;
    try {
      written = imencode(format, mat, encoded, new IntPointer(option, value));
    } catch (RuntimeException e) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, "cannot encode a picture as " + format, e);
    }
    if (!written) {
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, "cannot encode a picture as " + format);
    }
    byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
    encoded.get(bytes);
    return bytes;
  }

  private static Mat decode(byte[] encoded, int mode) {
    if (encoded.length == 0) {
      throw new MediaException(MediaException.Reason.EMPTY_FILE, "a picture of no bytes");
    }
    Mat mat;
    try {
      mat = imdecode(new Mat(1, encoded.length, CV_8UC1, new BytePointer(encoded)), mode);
    } catch (RuntimeException e) {
      throw new MediaException(MediaException.Reason.NOT_MEDIA, "the picture cannot be decoded", e);
    }
    if (mat.empty()) {
      throw new MediaException(MediaException.Reason.NOT_MEDIA, "no picture that can be decoded");
    }
    return mat;
  }

  private static byte[] pixelsOf(Mat mat, int channels) {
    long bytes = (long) mat.cols() * mat.rows() * channels;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new MediaException(
          MediaException.Reason.TOO_LARGE,
          "a picture of " + mat.cols() + "x" + mat.rows() + " pixels");
    }
    byte[] pixels = new byte[(int) bytes];
    mat.data().get(pixels);
    return pixels;
  }

  private static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new MediaException(MediaException.Reason.NOT_FOUND, "no such file", e);
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static String extensionOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
