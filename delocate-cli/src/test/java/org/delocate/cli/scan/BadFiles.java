package org.delocate.cli.scan;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/** Makes files that people scan although they are no plain videos. */
final class BadFiles {

  private static final int MP3_FRAME_BYTES = 144 * 128_000 / 44_100;

  private BadFiles() {}

  /** A second and a half of silence: MPEG-1 layer III, 128 kbit/s, 44.1 kHz, one channel. */
  static byte[] silentSong() {
    ByteBuffer song = ByteBuffer.allocate(60 * MP3_FRAME_BYTES);
    for (int frame = 0; frame < 60; frame++) {
      song.putInt(frame * MP3_FRAME_BYTES, 0xFFFB90C4);
    }
    return song.array();
  }

  /** The song behind an ID3 tag with its cover picture. */
  static byte[] withCover(byte[] song, byte[] jpeg) {
    byte[] description = "\0image/jpeg\0\3\0".getBytes(StandardCharsets.ISO_8859_1);
    int content = description.length + jpeg.length;
    int size = content + 10;
    ByteBuffer tagged = ByteBuffer.allocate(20 + content + song.length);
    tagged.put("ID3\3\0\0".getBytes(StandardCharsets.ISO_8859_1));
    for (int shift = 21; shift >= 0; shift -= 7) {
      tagged.put((byte) (size >> shift & 0x7F));
    }
    tagged.put("APIC".getBytes(StandardCharsets.ISO_8859_1)).putInt(content).putShort((short) 0);
    return tagged.put(description).put(jpeg).put(song).array();
  }

  /** A small PNG that states to have 537 megapixels. */
  static byte[] hugePicture() {
    byte[] png = ImageFiles.encodePng(Image.black(64, 64));
    ByteBuffer header = ByteBuffer.wrap(png).putInt(16, 23_170).putInt(20, 23_170);
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    return png;
  }

  static void animatedGif(Path file, List<Image> frames) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (Image frame : frames) {
        BufferedImage picture = buffered(frame);
        writer.writeToSequence(new IIOImage(picture, null, shownFor20(writer, picture)), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /** Metadata of a GIF's frame that is shown for a fifth of a second. */
  private static IIOMetadata shownFor20(ImageWriter writer, BufferedImage picture)
      throws IOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), null);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", "20");
    control.setAttribute("transparentColorIndex", "0");
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_gif_image_1.0");
    root.appendChild(control);
    metadata.mergeTree("javax_imageio_gif_image_1.0", root);
    return metadata;
  }

  /** A round yellow head with eyes, nose and a smile. */
  static Image cartoon() {
    BufferedImage picture = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    oval(brush, new Color(120, 180, 240), 200, 200, 600, 600);
    oval(brush, new Color(255, 220, 60), 200, 200, 280, 320);
    for (int x : new int[] {150, 250}) {
      oval(brush, Color.WHITE, x, 160, 56, 72);
      oval(brush, Color.BLACK, x + 6, 166, 24, 24);
    }
    oval(brush, new Color(200, 150, 30), 200, 215, 16, 16);
    brush.setColor(new Color(150, 0, 0));
    brush.setStroke(new BasicStroke(9));
    brush.drawArc(130, 220, 140, 60, 180, 180);
    brush.dispose();
    return image(picture);
  }

  private static void oval(Graphics2D brush, Color colour, int x, int y, int width, int height) {
    brush.setColor(colour);
    brush.fillOval(x - width / 2, y - height / 2, width, height);
  }

  static Image cut(Image image, int left, int top, int width, int height) {
    Image part = Image.black(width, height);
    for (int row = 0; row < height; row++) {
      System.arraycopy(
          image.rgb(),
          ((top + row) * image.width() + left) * 3,
          part.rgb(),
          row * width * 3,
          width * 3);
    }
    return part;
  }

  /** Pictures of the same height, the first on the left. */
  static Image sideBySide(Image... images) {
    int width = 0;
    for (Image image : images) {
      width += image.width();
    }
    Image joined = Image.black(width, images[0].height());
    int left = 0;
    for (Image image : images) {
      for (int row = 0; row < image.height(); row++) {
        System.arraycopy(
            image.rgb(),
            row * image.width() * 3,
            joined.rgb(),
            (row * width + left) * 3,
            image.width() * 3);
      }
      left += image.width();
    }
    return joined;
  }

  private static BufferedImage buffered(Image image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int red = image.rgb()[3 * i] & 0xFF;
      int green = image.rgb()[3 * i + 1] & 0xFF;
      int blue = image.rgb()[3 * i + 2] & 0xFF;
      picture.setRGB(i % image.width(), i / image.width(), red << 16 | green << 8 | blue);
    }
    return picture;
  }

  private static Image image(BufferedImage picture) {
    Image image = Image.black(picture.getWidth(), picture.getHeight());
    for (int i = 0; i < image.width() * image.height(); i++) {
      int colour = picture.getRGB(i % image.width(), i / image.width());
      image.rgb()[3 * i] = (byte) (colour >> 16);
      image.rgb()[3 * i + 1] = (byte) (colour >> 8);
      image.rgb()[3 * i + 2] = (byte) colour;
    }
    return image;
  }
}
