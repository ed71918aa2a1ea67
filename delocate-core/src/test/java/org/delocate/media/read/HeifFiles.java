package org.delocate.media.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Photographs of tiles, as phones write them, put together box by box around AV1 pictures. */
final class HeifFiles {

  /** A box of the file that belongs to the picture of tiles: a crop, a turn. */
  record Property(String name, byte[] content) {}

  /**
   * The decoder's configuration for the tiles below, each of 256 x 160 pixels of one of the colours
   * of {@link Patches}: coded once with x265, since this build has no encoder for HEVC.
   */
  private static final String HEVC_CONFIGURATION =
      """
      AQFgAAAAkAAAAAAAPPAA/P34+AAADwOgAAEAGEABDAH//wFgAAADAJAAAAMAAAMAPJWYCaEAAQAtQgEBAWAAAAMAkAAA
      AwAAAwA8oAgIChZZWaSTK8BagICAggAAAwACAAADADIQogABAAdEAcFytGJA
      """;

  private static final List<String> HEVC_TILES =
      List.of(
          "AAAAOygBrwvZfNgoNl//9rdu9fiFix//CbVvk9nJsAeqOY4AkDtsOMEJsHI/kNoAANsAA8wAdcCdh7jNG8tY",
          "AAAANygBrwvZergqkFGL6cv//mX//9QSX6JqypJDyl2qWORpWAAAbsC4HxR0shRdgBVAooCdrB1B8EA=",
          "AAAANCgBrwvZeKgqldf/9ELev907//tfq/RLJ0FyjJtcz72YXIxFwLeepeiAArACNBWQncg8Fbk=",
          "AAAAOigBrwvZetgoMcuL+sK//7J/ZdoTZ54rE53CjM7vOtEwhAAAlYCwiC/RagAA3QADzAB/QJ2IgOslTng=");

  private HeifFiles() {}

  /** Writes a photograph of 512 x 320 pixels as phones do: two rows of two tiles of HEVC. */
  static Path hevcGrid(Path file, List<Property> properties) throws IOException {
    HeifWriter writer = new HeifWriter();
    Base64.Decoder decoder = Base64.getMimeDecoder();
    int size = writer.size(256, 160);
    int configuration = writer.property("hvcC", decoder.decode(HEVC_CONFIGURATION));
    List<Integer> tiles = new ArrayList<>();
    for (String tile : HEVC_TILES) {
      tiles.add(writer.item("hvc1", decoder.decode(tile), List.of(size, configuration)));
    }
    List<Integer> own = new ArrayList<>(List.of(writer.size(512, 320)));
    properties.forEach(p -> own.add(writer.property(p.name(), p.content())));
    return writer.write(file, "heic", writer.grid(512, 320, tiles, own));
  }

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
   * @param alpha four of its opacity; none if it is opaque
   */
  static Path grid(
      Path file,
      List<Path> tiles,
      List<Path> alpha,
      int across,
      int down,
      int width,
      int height,
      List<Property> properties)
      throws IOException {
    HeifWriter writer = new HeifWriter();
    int tileSize = writer.size(across, down);
    int size = writer.size(width, height);
    List<Integer> own = new ArrayList<>(List.of(size));
    properties.forEach(p -> own.add(writer.property(p.name(), p.content())));
    int picture = writer.grid(width, height, items(writer, tiles, List.of(tileSize)), own);
    if (!alpha.isEmpty()) {
      own.add(writer.alphaKind());
      int opacity = writer.grid(width, height, items(writer, alpha, List.of(tileSize)), own);
      writer.refer("auxl", opacity, List.of(picture));
    }
    return writer.write(file, "avif", picture);
  }

  /** Writes a picture with an opacity of its own, each an AVIF of one picture. */
  static Path transparent(Path file, Path colours, Path alpha, int width, int height)
      throws IOException {
    HeifWriter writer = new HeifWriter();
    int size = writer.size(width, height);
    int opacity = items(writer, List.of(alpha), List.of(size, writer.alphaKind())).get(0);
    int picture = items(writer, List.of(colours), List.of(size)).get(0);
    writer.refer("auxl", opacity, List.of(picture));
    return writer.write(file, "avif", picture);
  }

  private static List<Integer> items(
      HeifWriter writer, List<Path> pictures, List<Integer> properties) throws IOException {
    List<Integer> items = new ArrayList<>();
    for (Path picture : pictures) {
      byte[] avif = Files.readAllBytes(picture);
      List<Integer> own = new ArrayList<>(properties);
      own.add(writer.property("av1C", boxContent(avif, "av1C")));
      items.add(writer.item("av01", boxContent(avif, "mdat"), own));
    }
    return items;
  }

  static byte[] box(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
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
