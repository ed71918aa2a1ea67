package org.delocate.media.container;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What HEIC and AVIF say of their pictures that FFmpeg passes over: the clean aperture of a picture
 * of tiles, and which picture, or which video, is the transparency of which other.
 *
 * @param apertures for each picture, by its number in the file, the part that is to be seen
 * @param alphaPictures for each picture, the picture that is its opacity
 * @param alphaTracks for each video, the video that is its opacity
 */
public record HeifBoxes(
    Map<Integer, Aperture> apertures,
    Map<Integer, Integer> alphaPictures,
    Map<Integer, Integer> alphaTracks) {

  private static final HeifBoxes NONE = new HeifBoxes(Map.of(), Map.of(), Map.of());

  /** Brands of files that hold pictures; others are not looked into. */
  private static final Set<String> BRANDS =
      Set.of(
          "mif1", "mif2", "msf1", "miaf", "heic", "heix", "heim", "heis", "hevc", "avif", "avis");

  private static final String ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";
  private static final String ALPHA_OF_HEVC = "urn:mpeg:hevc:2015:auxid:1";

  /** Descriptions that are longer are passed over, bytes. */
  private static final long MOST_BYTES = 1 << 24;

  /** The part of a picture that is to be seen; offsets are those of its centre. */
  public record Aperture(double width, double height, double across, double down) {

    /** What is cut away of a picture of a size. */
    public Cropping of(int pictureWidth, int pictureHeight) {
      int kept = (int) Math.round(width);
      int high = (int) Math.round(height);
      int left = (int) Math.round((pictureWidth - width) / 2 + across);
      int top = (int) Math.round((pictureHeight - height) / 2 + down);
      return new Cropping(left, top, pictureWidth - left - kept, pictureHeight - top - high);
    }
  }

  /** A box: its name, and a view of its content. */
  private record Box(String name, ByteBuffer content) {}

  /**
   * Reads the boxes of a file.
   *
   * @return nothing known, if it is no such file or makes no sense
   */
  public static HeifBoxes of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      HeifBoxes found = NONE;
      long at = 0;
      while (at + 8 <= in.length()) {
        in.seek(at);
        long size = Integer.toUnsignedLong(in.readInt());
        String name = name(in.readInt());
        int header = 8;
        if (size == 1 && at + 16 <= in.length()) {
          size = in.readLong();
          header = 16;
        } else if (size == 0) {
          size = in.length() - at;
        }
        if (size < header || (at == 0 && !name.equals("ftyp"))) {
          return found;
        }
        if (List.of("ftyp", "meta", "moov").contains(name) && size <= MOST_BYTES) {
          byte[] content = new byte[(int) Math.min(size - header, in.length() - at - header)];
          in.readFully(content);
          ByteBuffer buffer = ByteBuffer.wrap(content);
          switch (name) {
            case "ftyp" -> {
              if (!isOfPictures(content)) {
                return NONE;
              }
            }
            case "meta" -> found = ofPictures(buffer, found);
            default -> found = ofVideos(buffer, found);
          }
        }
        at += size;
      }
      return found;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return NONE;
    }
  }

  /** The number of the picture of opacity that goes with a picture. */
  OptionalInt alphaOfPicture(int number) {
    return number(alphaPictures, number);
  }

  /** The number of the video of opacity that goes with a video. */
  OptionalInt alphaOfTrack(int number) {
    return number(alphaTracks, number);
  }

  /** The part of a picture that is to be seen, if not all of it is. */
  public Optional<Aperture> apertureOf(int number) {
    return Optional.ofNullable(apertures.get(number));
  }

  private static OptionalInt number(Map<Integer, Integer> numbers, int of) {
    Integer found = numbers.get(of);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private static boolean isOfPictures(byte[] fileType) {
    for (int i = 0; i + 4 <= fileType.length; i += 4) {
      if (BRANDS.contains(new String(fileType, i, 4, StandardCharsets.ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }

  private static HeifBoxes ofPictures(ByteBuffer meta, HeifBoxes before) {
    meta.getInt(); // version and flags
    List<Box> properties = new ArrayList<>();
    ByteBuffer links = null;
    ByteBuffer references = null;
    for (Box box : boxes(meta)) {
      if (box.name().equals("iprp")) {
        for (Box part : boxes(box.content())) {
          if (part.name().equals("ipco")) {
            properties.addAll(boxes(part.content()));
          } else if (part.name().equals("ipma")) {
            links = part.content();
          }
        }
      } else if (box.name().equals("iref")) {
        references = box.content();
      }
    }
    Map<Integer, Aperture> apertures = new HashMap<>();
    List<Integer> opacities = new ArrayList<>();
    if (links != null) {
      propertiesOf(links, properties)
          .forEach(
              (picture, own) -> {
                for (Box property : own) {
                  if (property.name().equals("clap")) {
                    apertures.put(picture, aperture(property.content().duplicate()));
                  } else if (property.name().equals("auxC")
                      && isAlpha(property.content().duplicate())) {
                    opacities.add(picture);
                  }
                }
              });
    }
    Map<Integer, Integer> alphaOf = new HashMap<>();
    if (references != null) {
      boolean wide = references.getInt() >>> 24 != 0;
      for (Box box : boxes(references)) {
        int from = number(box.content(), wide);
        int count = Short.toUnsignedInt(box.content().getShort());
        for (int i = 0; i < count; i++) {
          int to = number(box.content(), wide);
          if (box.name().equals("auxl") && opacities.contains(from)) {
            alphaOf.put(to, from);
          }
        }
      }
    }
    return new HeifBoxes(apertures, alphaOf, before.alphaTracks());
  }

  /** The properties of each picture, by its number. */
  private static Map<Integer, List<Box>> propertiesOf(ByteBuffer links, List<Box> properties) {
    Map<Integer, List<Box>> found = new HashMap<>();
    int head = links.getInt();
    boolean wideNumbers = head >>> 24 != 0;
    boolean wideIndexes = (head & 1) != 0;
    int pictures = links.getInt();
    for (int i = 0; i < pictures; i++) {
      int picture = number(links, wideNumbers);
      int count = Byte.toUnsignedInt(links.get());
      List<Box> own = found.computeIfAbsent(picture, none -> new ArrayList<>());
      for (int j = 0; j < count; j++) {
        int index = wideIndexes ? links.getShort() & 0x7FFF : links.get() & 0x7F;
        if (index >= 1 && index <= properties.size()) {
          own.add(properties.get(index - 1));
        }
      }
    }
    return found;
  }

  private static HeifBoxes ofVideos(ByteBuffer movie, HeifBoxes before) {
    Map<Integer, Integer> alphaOf = new HashMap<>();
    for (Box track : boxes(movie)) {
      if (!track.name().equals("trak")) {
        continue;
      }
      int id = 0;
      boolean auxiliary = false;
      List<Integer> masters = new ArrayList<>();
      for (Box box : boxes(track.content())) {
        ByteBuffer content = box.content();
        switch (box.name()) {
          case "tkhd" -> id = content.getInt(content.get(0) == 1 ? 20 : 12);
          case "tref" -> {
            for (Box reference : boxes(content)) {
              while (reference.name().equals("auxl") && reference.content().remaining() >= 4) {
                masters.add(reference.content().getInt());
              }
            }
          }
          case "mdia" -> {
            for (Box part : boxes(content)) {
              auxiliary |=
                  part.name().equals("hdlr") && name(part.content().getInt(8)).equals("auxv");
            }
          }
          default -> {
            // says nothing of transparency
          }
        }
      }
      if (auxiliary) {
        for (int master : masters) {
          alphaOf.put(master, id);
        }
      }
    }
    return new HeifBoxes(before.apertures(), before.alphaPictures(), alphaOf);
  }

  private static boolean isAlpha(ByteBuffer content) {
    content.getInt(); // version and flags
    byte[] text = new byte[content.remaining()];
    content.get(text);
    String kind = new String(text, StandardCharsets.ISO_8859_1);
    return kind.startsWith(ALPHA) || kind.startsWith(ALPHA_OF_HEVC);
  }

  private static Aperture aperture(ByteBuffer content) {
    double[] values = new double[4];
    for (int i = 0; i < 4; i++) {
      values[i] = (double) content.getInt() / content.getInt();
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException("a clean aperture with a denominator of 0");
      }
    }
    return new Aperture(values[0], values[1], values[2], values[3]);
  }

  private static int number(ByteBuffer content, boolean wide) {
    return wide ? content.getInt() : Short.toUnsignedInt(content.getShort());
  }

  /** The boxes from a buffer's position on; the last one may be cut off. */
  private static List<Box> boxes(ByteBuffer content) {
    List<Box> boxes = new ArrayList<>();
    int at = content.position();
    while (at + 8 <= content.limit()) {
      int size = content.getInt(at);
      int end = size == 0 ? content.limit() : at + size;
      if (end < at + 8 || end > content.limit()) {
        break;
      }
      boxes.add(new Box(name(content.getInt(at + 4)), content.slice(at + 8, end - at - 8)));
      at = end;
    }
    return boxes;
  }

  private static String name(int code) {
    byte[] letters = {(byte) (code >>> 24), (byte) (code >>> 16), (byte) (code >>> 8), (byte) code};
    return new String(letters, StandardCharsets.ISO_8859_1);
  }
}
