package org.delocate.media.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes HEIC and AVIF box by box: coded pictures, grids of them, and what belongs to what. */
final class HeifWriter {

  private record Item(String type, byte[] data, List<Integer> properties) {}

  private record Reference(String type, int from, List<Integer> to) {}

  private final List<byte[]> properties = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();

  /** The number of a property. */
  int property(String name, byte[] content) {
    properties.add(HeifFiles.box(name, content));
    return properties.size();
  }

  int size(int width, int height) {
    return property("ispe", ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array());
  }

  /** Says that a picture is the opacity of another. */
  int alphaKind() {
    String kind = "\0\0\0\0urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0";
    return property("auxC", kind.getBytes(StandardCharsets.US_ASCII));
  }

  /** The number of an item. */
  int item(String type, byte[] data, List<Integer> itsProperties) {
    items.add(new Item(type, data, itsProperties));
    return items.size();
  }

  /** A grid of two rows of two items. */
  int grid(int width, int height, List<Integer> tiles, List<Integer> itsProperties) {
    byte[] description =
        ByteBuffer.allocate(8)
            .putInt(0x00000101)
            .putShort((short) width)
            .putShort((short) height)
            .array();
    int grid = item("grid", description, itsProperties);
    refer("dimg", grid, tiles);
    return grid;
  }

  void refer(String type, int from, List<Integer> to) {
    references.add(new Reference(type, from, to));
  }

  Path write(Path file, String brand, int primary) throws IOException {
    byte[] type =
        HeifFiles.box(
            "ftyp", (brand + "\0\0\0\0" + brand + "mif1miaf").getBytes(StandardCharsets.US_ASCII));
    int data = type.length + meta(primary, 0).length + 8;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(type);
    all.writeBytes(meta(primary, data));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    items.stream().filter(HeifWriter::isCoded).forEach(item -> content.writeBytes(item.data()));
    all.writeBytes(HeifFiles.box("mdat", content.toByteArray()));
    return Files.write(file, all.toByteArray());
  }

  /** Others are descriptions, which lie within the boxes. */
  private static boolean isCoded(Item item) {
    return !item.type().equals("grid");
  }

  private byte[] meta(int primary, int data) {
    ByteArrayOutputStream described = new ByteArrayOutputStream();
    items.stream().filter(i -> !isCoded(i)).forEach(item -> described.writeBytes(item.data()));
    byte[] handler = new byte[25];
    System.arraycopy("pict".getBytes(StandardCharsets.US_ASCII), 0, handler, 8, 4);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[4]);
    content.writeBytes(HeifFiles.box("hdlr", handler));
    content.writeBytes(HeifFiles.box("pitm", new byte[] {0, 0, 0, 0, 0, (byte) primary}));
    content.writeBytes(HeifFiles.box("iloc", locations(data)));
    content.writeBytes(HeifFiles.box("iinf", entries()));
    content.writeBytes(HeifFiles.box("iref", linked()));
    content.writeBytes(HeifFiles.box("iprp", described()));
    content.writeBytes(HeifFiles.box("idat", described.toByteArray()));
    return HeifFiles.box("meta", content.toByteArray());
  }

  private byte[] locations(int data) {
    ByteBuffer box = ByteBuffer.allocate(8 + items.size() * 16);
    box.putInt(0x01000000).putShort((short) 0x4400).putShort((short) items.size());
    int coded = data;
    int described = 0;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      int length = item.data().length;
      box.putShort((short) (i + 1)).putShort((short) (isCoded(item) ? 0 : 1));
      box.putShort((short) 0).putShort((short) 1);
      box.putInt(isCoded(item) ? coded : described).putInt(length);
      coded += isCoded(item) ? length : 0;
      described += isCoded(item) ? 0 : length;
    }
    return box.array();
  }

  private byte[] entries() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[] {0, 0, 0, 0, 0, (byte) items.size()});
    for (int i = 0; i < items.size(); i++) {
      ByteBuffer entry = ByteBuffer.allocate(13).putInt(0x02000000);
      entry.putShort((short) (i + 1)).putShort((short) 0);
      entry.put(items.get(i).type().getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
      content.writeBytes(HeifFiles.box("infe", entry.array()));
    }
    return content.toByteArray();
  }

  private byte[] linked() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[4]);
    for (Reference reference : references) {
      ByteBuffer box = ByteBuffer.allocate(4 + 2 * reference.to().size());
      box.putShort((short) reference.from()).putShort((short) reference.to().size());
      reference.to().forEach(to -> box.putShort(to.shortValue()));
      content.writeBytes(HeifFiles.box(reference.type(), box.array()));
    }
    return content.toByteArray();
  }

  private byte[] described() {
    ByteArrayOutputStream container = new ByteArrayOutputStream();
    properties.forEach(container::writeBytes);
    ByteArrayOutputStream links = new ByteArrayOutputStream();
    links.writeBytes(ByteBuffer.allocate(8).putInt(0).putInt(items.size()).array());
    for (int i = 0; i < items.size(); i++) {
      List<Integer> own = items.get(i).properties();
      links.writeBytes(new byte[] {0, (byte) (i + 1), (byte) own.size()});
      own.forEach(property -> links.write(0x80 | property));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(HeifFiles.box("ipco", container.toByteArray()));
    content.writeBytes(HeifFiles.box("ipma", links.toByteArray()));
    return content.toByteArray();
  }
}
