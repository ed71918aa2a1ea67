package org.delocate.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Photographs of tiles, as phones write them, put together box by box around AV1 pictures. */
final class HeifFiles {

  /** A box of the file that belongs to the picture of tiles: a crop, a turn. */
  record Property(String name, byte[] content) {}

  private HeifFiles() {}

  /** The part of a picture that is seen, in its middle if both offsets are 0. */
  static Property cleanAperture(int width, int height, int across, int down) {
    ByteBuffer box = ByteBuffer.allocate(32);
    for (int value : new int[] {width, 1, height, 1, across, 1, down, 1}) {
      box.putInt(value);
    }
    return new Property("clap", box.array());
  }

  /** A turn to the left by quarters. */
  static Property turn(int quarters) {
    return new Property("irot", new byte[] {(byte) quarters});
  }

  /**
   * Writes a photograph of two rows of two tiles.
   *
   * @param tiles four AVIFs of one picture each, all of the same size
   */
  static Path grid(
      Path file,
      List<Path> tiles,
      int across,
      int down,
      int width,
      int height,
      List<Property> properties)
      throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    byte[] configuration = {};
    for (Path tile : tiles) {
      byte[] avif = Files.readAllBytes(tile);
      configuration = boxContent(avif, "av1C");
      pictures.add(boxContent(avif, "mdat"));
    }
    byte[] description =
        ByteBuffer.allocate(8)
            .putInt(0x00000101)
            .putShort((short) width)
            .putShort((short) height)
            .array();
    byte[] meta =
        meta(configuration, pictures, 0, across, down, width, height, properties, description);
    byte[] type = box("ftyp", concat("avif", "\0\0\0\0", "avif", "mif1", "miaf"));
    long data = type.length + meta.length + 8L;
    meta =
        meta(configuration, pictures, data, across, down, width, height, properties, description);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(type);
    all.writeBytes(meta);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    pictures.forEach(content::writeBytes);
    all.writeBytes(box("mdat", content.toByteArray()));
    return Files.write(file, all.toByteArray());
  }

  private static byte[] meta(
      byte[] configuration,
      List<byte[]> pictures,
      long data,
      int across,
      int down,
      int width,
      int height,
      List<Property> properties,
      byte[] description) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[4]);
    content.writeBytes(box("hdlr", concat("\0\0\0\0\0\0\0\0", "pict", "\0".repeat(13))));
    content.writeBytes(box("pitm", new byte[] {0, 0, 0, 0, 0, 5}));
    content.writeBytes(box("iloc", locations(pictures, data, description.length)));
    content.writeBytes(box("iinf", items()));
    content.writeBytes(box("iref", references()));
    content.writeBytes(
        box("iprp", propertyBoxes(configuration, across, down, width, height, properties)));
    content.writeBytes(box("idat", description));
    return box("meta", content.toByteArray());
  }

  private static byte[] locations(List<byte[]> pictures, long data, int description) {
    ByteBuffer box = ByteBuffer.allocate(8 + 5 * 16);
    box.putInt(0x01000000).putShort((short) 0x4400).putShort((short) 5);
    long at = data;
    for (int i = 0; i < 4; i++) {
      int length = pictures.get(i).length;
      putLocation(box, i + 1, 0, at, length);
      at += length;
    }
    putLocation(box, 5, 1, 0, description);
    return box.array();
  }

  private static void putLocation(ByteBuffer box, int item, int method, long at, int length) {
    box.putShort((short) item).putShort((short) method).putShort((short) 0).putShort((short) 1);
    box.putInt((int) at).putInt(length);
  }

  private static byte[] items() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[] {0, 0, 0, 0, 0, 5});
    for (int i = 1; i <= 5; i++) {
      ByteBuffer entry = ByteBuffer.allocate(13).putInt(i == 5 ? 0x02000000 : 0x02000001);
      entry.putShort((short) i).putShort((short) 0);
      entry.put((i == 5 ? "grid" : "av01").getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
      content.writeBytes(box("infe", entry.array()));
    }
    return content.toByteArray();
  }

  private static byte[] references() {
    ByteBuffer tiles = ByteBuffer.allocate(12).putShort((short) 5).putShort((short) 4);
    for (int i = 1; i <= 4; i++) {
      tiles.putShort((short) i);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[4]);
    content.writeBytes(box("dimg", tiles.array()));
    return content.toByteArray();
  }

  private static byte[] propertyBoxes(
      byte[] configuration,
      int across,
      int down,
      int width,
      int height,
      List<Property> properties) {
    ByteArrayOutputStream container = new ByteArrayOutputStream();
    container.writeBytes(box("av1C", configuration));
    container.writeBytes(box("ispe", size(across, down)));
    container.writeBytes(box("ispe", size(width, height)));
    properties.forEach(p -> container.writeBytes(box(p.name(), p.content())));
    ByteArrayOutputStream links = new ByteArrayOutputStream();
    links.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 5});
    for (int i = 1; i <= 4; i++) {
      links.writeBytes(new byte[] {0, (byte) i, 2, (byte) 0x81, 2});
    }
    links.writeBytes(new byte[] {0, 5, (byte) (1 + properties.size()), 3});
    for (int i = 0; i < properties.size(); i++) {
      links.write(0x84 + i);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(box("ipco", container.toByteArray()));
    content.writeBytes(box("ipma", links.toByteArray()));
    return content.toByteArray();
  }

  private static byte[] size(int width, int height) {
    return ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array();
  }

  static byte[] box(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
  }

  private static byte[] concat(String... parts) {
    return String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The content of the first box of a name. */
  static byte[] boxContent(byte[] file, String name) {
    int at = indexOf(file, name);
    int size = ByteBuffer.wrap(file).getInt(at - 4);
    return Arrays.copyOfRange(file, at + 4, size == 0 ? file.length : at - 4 + size);
  }

  private static int indexOf(byte[] file, String name) {
    return indexOf(file, name, 4);
  }

  private static int indexOf(byte[] file, String name, int from) {
    byte[] part = name.getBytes(StandardCharsets.US_ASCII);
    for (int i = from; i + 4 <= file.length; i++) {
      if (Arrays.equals(file, i, i + 4, part, 0, 4)) {
        return i;
      }
    }
    throw new AssertionError("no box " + name);
  }

  /** Puts a box at the end of the sample description of an MP4 whose tables lie behind the data. */
  static byte[] withSampleBox(byte[] mp4, String entry, Property property) {
    byte[] added = box(property.name(), property.content());
    int at = indexOf(mp4, entry, indexOf(mp4, "stsd"));
    ByteBuffer numbers = ByteBuffer.wrap(mp4);
    int end = at - 4 + numbers.getInt(at - 4);
    byte[] joined = new byte[mp4.length + added.length];
    System.arraycopy(mp4, 0, joined, 0, end);
    System.arraycopy(added, 0, joined, end, added.length);
    System.arraycopy(mp4, end, joined, end + added.length, mp4.length - end);
    ByteBuffer grown = ByteBuffer.wrap(joined);
    for (String parent : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd")) {
      int size = indexOf(mp4, parent) - 4;
      grown.putInt(size, grown.getInt(size) + added.length);
    }
    grown.putInt(at - 4, grown.getInt(at - 4) + added.length);
    return joined;
  }
}
