package org.delocate.media.read;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP16;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.delocate.media.image.Image;
import org.delocate.media.write.EncoderSettings;

/**
 * The kinds of files whose reading is held to an own reference: size, colours, number of frames and
 * their times. Each row makes its file.
 */
final class FormatTable {

  static final int WIDTH = 320;
  static final int HEIGHT = 192;

  private static final int FRAMES = 6;
  private static final int[][] COLOURS = Patches.COLOURS;

  /** HLG and PQ codes of a skin, a grass, a sky and paper white of 203 cd/m². */
  private static final int[][] HDR_CODES = {
    {140, 118, 104}, {96, 128, 70}, {90, 110, 150}, {148, 148, 148}
  };

  private static final int[][] HLG_CODES = {
    {165, 130, 105}, {90, 140, 70}, {80, 110, 170}, {191, 191, 191}
  };

  /** Writes the file of a row into a folder. */
  interface Maker {
    Path make(Path folder) throws IOException;
  }

  /**
   * One kind of file.
   *
   * @param tried what is special about it
   * @param colours of the patches of frame 0 in the order of {@code order}
   * @param order which patches a viewer sees: upper left, upper right, lower left, lower right
   * @param times of the frames in seconds
   */
  record Row(
      String container,
      String codec,
      String pixels,
      String tried,
      Maker maker,
      int width,
      int height,
      int[][] colours,
      String order,
      double[] times) {

    @Override
    public String toString() {
      return container + ", " + codec + ", " + pixels + ": " + tried;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  static List<Row> rows() {
    FormatTable table = new FormatTable();
    table.videos();
    table.colours();
    table.highDynamicRange();
    table.pictures();
    table.turned();
    table.cropped();
    table.animations();
    return table.rows;
  }

  private void videos() {
    video("mp4", "libopenh264", "yuv420p", AV_PIX_FMT_YUV420P);
    video("mov", "libopenh264", "yuv420p", AV_PIX_FMT_YUV420P);
    video("matroska", "libopenh264", "yuv420p", AV_PIX_FMT_YUV420P);
    video("mpegts", "libopenh264", "yuv420p", AV_PIX_FMT_YUV420P);
    video("flv", "libopenh264", "yuv420p", AV_PIX_FMT_YUV420P);
    video("mp4", "mpeg4", "yuv420p", AV_PIX_FMT_YUV420P);
    video("avi", "mpeg4", "yuv420p", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE170M, false);
    video("webm", "libvpx", "yuv420p", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE170M, false);
    video("webm", "libvpx-vp9", "yuv420p", AV_PIX_FMT_YUV420P);
    video("mp4", "libvpx-vp9", "yuv420p", AV_PIX_FMT_YUV420P);
    video("matroska", "libaom-av1", "yuv420p10", AV_PIX_FMT_YUV420P10);
    video("mp4", "libaom-av1", "yuv420p", AV_PIX_FMT_YUV420P);
    video("mp4", "libsvtav1", "yuv420p10", AV_PIX_FMT_YUV420P10);
    video("mpegts", "mpeg2video", "yuv420p", AV_PIX_FMT_YUV420P);
    video("avi", "mjpeg", "yuvj420p", AV_PIX_FMT_YUVJ420P, AVCOL_SPC_SMPTE170M, true);
    video("avi", "mjpeg", "yuvj444p", AV_PIX_FMT_YUVJ444P, AVCOL_SPC_SMPTE170M, true);
    video("mjpeg", "mjpeg", "yuvj420p", AV_PIX_FMT_YUVJ420P, AVCOL_SPC_SMPTE170M, true);
    video("mov", "prores_ks", "yuv422p10", AV_PIX_FMT_YUV422P10);
    video("matroska", "ffv1", "yuv420p", AV_PIX_FMT_YUV420P);
    video("matroska", "ffv1", "yuv422p", AV_PIX_FMT_YUV422P);
    video("matroska", "ffv1", "yuv444p", AV_PIX_FMT_YUV444P);
    video("matroska", "ffv1", "yuv444p10", AV_PIX_FMT_YUV444P10);
    video("matroska", "ffv1", "bgr0", AV_PIX_FMT_BGR0, AVCOL_SPC_RGB, true);
    video("matroska", "ffv1", "bgra", AV_PIX_FMT_BGRA, AVCOL_SPC_RGB, true);
    video("matroska", "ffv1", "gbrp10", AV_PIX_FMT_GBRP10, AVCOL_SPC_RGB, true);
    video("matroska", "ffv1", "gbrp16", AV_PIX_FMT_GBRP16, AVCOL_SPC_RGB, true);
    video("matroska", "ffv1", "rgb48", AV_PIX_FMT_RGB48, AVCOL_SPC_RGB, true);
    video("avi", "huffyuv", "rgb24", AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, true);
    video("avi", "utvideo", "gbrp", AV_PIX_FMT_GBRP, AVCOL_SPC_RGB, true);
    video("mov", "qtrle", "rgb24", AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, true);
    video("mov", "png", "rgb48be", AV_PIX_FMT_RGB48BE, AVCOL_SPC_RGB, true);
    video("nut", "rawvideo", "rgb24", AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, true);
    video("apng", "apng", "rgb24", AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, true);
    video("apng", "apng", "rgba", AV_PIX_FMT_RGBA, AVCOL_SPC_RGB, true);
    video("gif", "gif", "rgb8", AV_PIX_FMT_RGB8, AVCOL_SPC_RGB, true);
  }

  private void colours() {
    int[] matrices = {
      AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M, AVCOL_SPC_SMPTE240M, AVCOL_SPC_BT2020_NCL
    };
    for (int matrix : matrices) {
      for (boolean fullRange : new boolean[] {false, true}) {
        String tried = "matrix " + matrix + (fullRange ? ", full range" : ", limited range");
        EncoderSettings settings =
            Clips.settings("matroska", "ffv1", AV_PIX_FMT_YUV444P10, matrix, fullRange);
        clip("matroska", "ffv1", "yuv444p10", tried, settings, COLOURS, COLOURS);
      }
    }
    int[][] muted = {{160, 110, 100}, {100, 150, 110}, {90, 110, 150}, {220, 220, 220}};
    int[][] codes = new int[4][];
    for (int i = 0; i < 4; i++) {
      codes[i] = Patches.disguised(Patches.yCgCo(muted[i]));
    }
    EncoderSettings disguised =
        with(lossless(AV_PIX_FMT_YUV444P10), Map.of("colorspace", "ycgco"), List.of(1, 1));
    clip("matroska", "ffv1", "yuv444p10", "YCgCo", disguised, codes, muted);
    int[][] greys = {{20, 20, 20}, {90, 90, 90}, {180, 180, 180}, {235, 235, 235}};
    int[][] stretchedGreys = new int[4][3];
    for (int i = 0; i < 4; i++) {
      Arrays.fill(stretchedGreys[i], (int) Math.round((greys[i][0] - 16) * 255 / 219.0));
    }
    grey("full range", true, greys, greys);
    grey("limited range", false, greys, stretchedGreys);
    for (List<Integer> aspect : List.of(List.of(2, 1), List.of(1, 2))) {
      EncoderSettings wide =
          with(
              Clips.settings("matroska", "ffv1", AV_PIX_FMT_BGR0, AVCOL_SPC_RGB, true),
              Map.of(),
              aspect);
      boolean stretched = aspect.get(0) == 2;
      rows.add(
          new Row(
              "matroska",
              "ffv1",
              "bgr0",
              "pixels of " + aspect.get(0) + ":" + aspect.get(1),
              folder -> write(folder, wide, COLOURS),
              stretched ? 2 * WIDTH : WIDTH,
              stretched ? HEIGHT : 2 * HEIGHT,
              COLOURS,
              "0123",
              evenTimes(FRAMES)));
    }
  }

  private void grey(String tried, boolean fullRange, int[][] codes, int[][] expected) {
    String header =
        "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 Cmono XCOLORRANGE=%s\n"
            .formatted(WIDTH, HEIGHT, fullRange ? "FULL" : "LIMITED");
    rows.add(
        new Row(
            "yuv4mpegpipe",
            "rawvideo",
            "gray",
            tried,
            folder -> {
              ByteArrayOutputStream file = new ByteArrayOutputStream();
              file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < FRAMES; i++) {
                file.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                byte[] rgb = Patches.image(WIDTH, HEIGHT, i, codes).rgb();
                for (int at = 0; at < rgb.length; at += 3) {
                  file.write(rgb[at]);
                }
              }
              return Files.write(folder.resolve("grey"), file.toByteArray());
            },
            WIDTH,
            HEIGHT,
            expected,
            "0123",
            evenTimes(FRAMES)));
  }

  private void highDynamicRange() {
    hdr("PQ", "smpte2084", HDR_CODES, false);
    hdr("HLG", "arib-std-b67", HLG_CODES, true);
  }

  private void hdr(String name, String curve, int[][] codes, boolean hlg) {
    int[][] shown = new int[4][];
    for (int i = 0; i < 4; i++) {
      shown[i] = Patches.shown(codes[i], hlg);
    }
    Map<String, String> tags = Map.of("color_trc", curve, "color_primaries", "bt2020");
    tagged("matroska", "ffv1", "yuv420p10", AV_PIX_FMT_YUV420P10, name, tags, codes, shown);
    tagged("matroska", "ffv1", "yuv444p10", AV_PIX_FMT_YUV444P10, name, tags, codes, shown);
    tagged("mov", "prores_ks", "yuv422p10", AV_PIX_FMT_YUV422P10, name, tags, codes, shown);
    if (!hlg) {
      int[][] disguised = new int[4][];
      int[][] muted = {{130, 118, 110}, {110, 124, 104}, {112, 118, 128}, {148, 148, 148}};
      int[][] mutedShown = new int[4][];
      for (int i = 0; i < 4; i++) {
        disguised[i] = Patches.disguised(Patches.iCtCp(muted[i]));
        mutedShown[i] = Patches.shown(muted[i], false);
      }
      Map<String, String> cones = new HashMap<>(tags);
      cones.put("colorspace", "ictcp");
      clip(
          "matroska",
          "ffv1",
          "yuv444p10",
          "PQ, ICtCp",
          with(lossless(AV_PIX_FMT_YUV444P10), cones, List.of(1, 1)),
          disguised,
          mutedShown);
    }
    EncoderSettings rgb =
        with(
            Clips.settings("matroska", "ffv1", AV_PIX_FMT_GBRP10, AVCOL_SPC_RGB, true),
            tags,
            List.of(1, 1));
    clip("matroska", "ffv1", "gbrp10", name, rgb, codes, shown);
    byte[] coding = {9, (byte) (hlg ? 18 : 16), 0, 1};
    picture(
        "png",
        "rgb24",
        name + " (cICP)",
        () ->
            Stills.withChunk(
                ImageFiles.encodePng(Patches.image(WIDTH, HEIGHT, 0, codes)), "cICP", coding),
        shown,
        "0123");
  }

  private void tagged(
      String container,
      String codec,
      String pixels,
      int format,
      String tried,
      Map<String, String> tags,
      int[][] codes,
      int[][] shown) {
    EncoderSettings settings =
        with(
            Clips.settings(container, codec, format, AVCOL_SPC_BT2020_NCL, false),
            tags,
            List.of(1, 1));
    clip(container, codec, pixels, tried, settings, codes, shown);
  }

  private void pictures() {
    Image image = Patches.image(WIDTH, HEIGHT, 0);
    picture("jpeg", "yuvj420p", "plain", () -> ImageFiles.encodeJpeg(image, 95), COLOURS, "0123");
    picture("png", "rgb24", "plain", () -> ImageFiles.encodePng(image), COLOURS, "0123");
    picture(
        "png",
        "rgb48be",
        "16 bits",
        () -> Stills.png(WIDTH, HEIGHT, 16, 2, Stills.deep(image.rgb())),
        COLOURS,
        "0123");
    int[][] onWhite = {COLOURS[0], {255, 255, 255}, COLOURS[2], {255, 255, 255}};
    picture(
        "png",
        "rgba",
        "right half transparent",
        () -> Stills.png(WIDTH, HEIGHT, 8, 6, Stills.withAlpha(image, 0)),
        onWhite,
        "0123");
    picture(
        "png",
        "rgba64be",
        "right half transparent",
        () -> Stills.png(WIDTH, HEIGHT, 16, 6, Stills.deep(Stills.withAlpha(image, 0))),
        onWhite,
        "0123");
    int[][] half = new int[4][];
    for (int i = 0; i < 4; i++) {
      half[i] = COLOURS[i].clone();
      for (int c = 0; c < 3 && i % 2 == 1; c++) {
        half[i][c] = (int) Math.round((half[i][c] * 51 + 255 * 204) / 255.0);
      }
    }
    picture(
        "png",
        "rgba",
        "right half one fifth opaque",
        () -> Stills.png(WIDTH, HEIGHT, 8, 6, Stills.withAlpha(image, 51)),
        half,
        "0123");
    byte[] faint = Stills.withAlpha(image, 51);
    for (int kind : new int[] {2, 1}) {
      picture(
          "tiff",
          "rgba",
          "right half one fifth opaque" + (kind == 1 ? ", colours multiplied by opacity" : ""),
          () ->
              Stills.tiffWithAlpha(
                  WIDTH, HEIGHT, kind == 1 ? Stills.multiplied(faint) : faint, kind),
          half,
          "0123");
    }
    picture(
        "webp",
        "argb",
        "right half one fifth opaque",
        () -> Stills.webp(WIDTH, HEIGHT, faint),
        half,
        "0123");
    picture("webp", "yuv420p", "plain", () -> webp(image), COLOURS, "0123");
    for (int bits : new int[] {8, 16}) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        picture(
            "tiff",
            bits == 8 ? "rgb24" : order == ByteOrder.BIG_ENDIAN ? "rgb48be" : "rgb48le",
            order == ByteOrder.BIG_ENDIAN ? "Motorola" : "Intel",
            () -> Stills.tiff(image, bits, 1, order),
            COLOURS,
            "0123");
      }
    }
  }

  private void turned() {
    String[] orders = {"1032", "3210", "2301", "0213", "2031", "3120", "1302"};
    for (int orientation = 2; orientation <= 8; orientation++) {
      int number = orientation;
      String order = orders[orientation - 2];
      Image image = Patches.image(WIDTH, HEIGHT, 0);
      ByteOrder bytes = number % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      String tried = "Exif orientation " + number;
      picture(
          "jpeg",
          "yuvj420p",
          tried,
          () -> Clips.withOrientation(ImageFiles.encodeJpeg(image, 95), number),
          COLOURS,
          order);
      picture(
          "png",
          "rgb24",
          tried,
          () -> Stills.withChunk(ImageFiles.encodePng(image), "eXIf", Stills.exif(number, bytes)),
          COLOURS,
          order);
      picture(
          "webp",
          "yuv420p",
          tried,
          () -> Stills.webpWithExif(webp(image), WIDTH, HEIGHT, Stills.exif(number, bytes)),
          COLOURS,
          order);
      picture("tiff", "rgb24", tried, () -> Stills.tiff(image, 8, number, bytes), COLOURS, order);
    }
  }

  private void cropped() {
    String order = "0123";
    HeifFiles.Property aperture = HeifFiles.cleanAperture(240, 160, 0, 0);
    EncoderSettings mp4 = Clips.settings("mp4", "libopenh264");
    rows.add(
        new Row(
            "mp4",
            "libopenh264",
            "yuv420p",
            "clean aperture",
            folder -> {
              Path plain = write(folder, mp4, COLOURS);
              byte[] cropped = HeifFiles.withSampleBox(Files.readAllBytes(plain), "avc1", aperture);
              return Files.write(plain, cropped);
            },
            240,
            160,
            COLOURS,
            order,
            evenTimes(FRAMES)));
    grid("a grid of tiles", List.of(), 512, 320, order);
    grid("a grid, more tiles than picture", List.of(), 500, 300, order);
    matroska("PixelCrop", List.of(30, 20, 50, 12), List.of(), 240, 160);
    matroska(
        "PixelCrop, shown twice as wide", List.of(30, 20, 50, 12), List.of(480, 160), 480, 160);
    grid("a grid, turned left", List.of(HeifFiles.turn(1)), 320, 512, "1302");
    HeifFiles.Property middle = HeifFiles.cleanAperture(400, 300, 0, 0);
    grid("a grid, clean aperture", List.of(middle), 400, 300, order);
    grid(
        "a grid, clean aperture, turned left",
        List.of(middle, HeifFiles.turn(1)),
        300,
        400,
        "1302");
    hevc("a grid of tiles", List.of(), 512, 320, order);
    hevc("a grid, clean aperture", List.of(middle), 400, 300, order);
    hevc("a grid, turned left", List.of(HeifFiles.turn(1)), 320, 512, "1302");
    transparent();
    standardDefinition();
  }

  private void hevc(
      String tried, List<HeifFiles.Property> properties, int width, int height, String order) {
    rows.add(
        new Row(
            "heic",
            "hevc (x265)",
            "yuv420p",
            tried,
            folder -> HeifFiles.hevcGrid(folder.resolve("photo"), properties),
            width,
            height,
            COLOURS,
            order,
            new double[] {0}));
  }

  /** The left half of it is transparent, once of one piece and once of tiles. */
  private void transparent() {
    int[][] seen = {{255, 255, 255}, COLOURS[1], {255, 255, 255}, COLOURS[3]};
    int[][] halves = {{0, 0, 0}, {255, 255, 255}, {0, 0, 0}, {255, 255, 255}};
    transparent("left half transparent", COLOURS, halves, false, seen);
    int[][] thin = {{51, 51, 51}, {255, 255, 255}, {51, 51, 51}, {255, 255, 255}};
    int[][] faint = {thinned(COLOURS[0]), COLOURS[1], thinned(COLOURS[2]), COLOURS[3]};
    transparent("left half one fifth opaque", COLOURS, thin, false, faint);
    int[][] multiplied = {fifth(COLOURS[0]), COLOURS[1], fifth(COLOURS[2]), COLOURS[3]};
    transparent("the same, colours multiplied by opacity", multiplied, thin, true, faint);
    rows.add(
        new Row(
            "avif",
            "libaom-av1",
            "yuv420p",
            "a grid, left half transparent",
            folder -> {
              List<Path> tiles = new ArrayList<>();
              List<Path> alpha = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                int opacity = i % 2 == 0 ? 0 : 255;
                int[] grey = {opacity, opacity, opacity};
                tiles.add(
                    still(
                        folder.resolve("tile" + i),
                        Patches.image(256, 160, 0, uniform(COLOURS[i]))));
                alpha.add(
                    still(folder.resolve("alpha" + i), Patches.image(256, 160, 0, uniform(grey))));
              }
              return HeifFiles.grid(
                  folder.resolve("grid"), tiles, alpha, 256, 160, 512, 320, List.of());
            },
            512,
            320,
            seen,
            "0123",
            new double[] {0}));
  }

  private void transparent(
      String tried, int[][] colours, int[][] opacity, boolean multiplied, int[][] seen) {
    rows.add(
        new Row(
            "avif",
            "libaom-av1",
            "yuv420p",
            tried,
            folder ->
                HeifFiles.transparent(
                    folder.resolve("transparent"),
                    still(folder.resolve("colours"), Patches.image(WIDTH, HEIGHT, 0, colours)),
                    still(folder.resolve("opacity"), Patches.image(WIDTH, HEIGHT, 0, opacity)),
                    multiplied,
                    WIDTH,
                    HEIGHT),
            WIDTH,
            HEIGHT,
            seen,
            "0123",
            new double[] {0}));
  }

  /** What is seen of a colour that is one fifth opaque. */
  private static int[] thinned(int[] colour) {
    return Arrays.stream(colour).map(v -> (v * 51 + 255 * 204 + 127) / 255).toArray();
  }

  private static int[] fifth(int[] colour) {
    return Arrays.stream(colour).map(v -> (v * 51 + 127) / 255).toArray();
  }

  private static Path still(Path file, Image image) {
    return still(file, image, Clips.settings("avif", "libaom-av1"));
  }

  private static Path still(Path file, Image image, EncoderSettings settings) {
    return Clips.write(
        file, with(settings, Map.of("still-picture", "1"), List.of(1, 1)), 1, f -> image);
  }

  /** Pictures by the matrix of BT.601, as most encoders write them; JPEG and WebP know no other. */
  private void standardDefinition() {
    for (boolean fullRange : new boolean[] {false, true}) {
      EncoderSettings settings =
          Clips.settings("avif", "libaom-av1", AV_PIX_FMT_YUV444P, AVCOL_SPC_SMPTE170M, fullRange);
      // Larger than standard definition: the size must not decide.
      rows.add(
          new Row(
              "avif",
              "libaom-av1",
              "yuv444p",
              "BT.601, " + (fullRange ? "full range" : "limited range"),
              folder -> still(folder.resolve("picture"), Patches.image(1280, 768, 0), settings),
              1280,
              768,
              COLOURS,
              "0123",
              new double[] {0}));
    }
    rows.add(
        new Row(
            "heic",
            "hevc (x265)",
            "yuv420p",
            "a grid of tiles, BT.601",
            folder -> HeifFiles.hevcGrid601(folder.resolve("photo")),
            512,
            320,
            COLOURS,
            "0123",
            new double[] {0}));
    Image large = Patches.image(1280, 768, 0);
    large("jpeg", () -> ImageFiles.encodeJpeg(large, 95));
    large("webp", () -> webp(large));
  }

  private void large(String format, Encoder encoder) {
    rows.add(
        new Row(
            format,
            format,
            format.equals("jpeg") ? "yuvj420p" : "yuv420p",
            "BT.601, larger than standard definition",
            folder -> Files.write(folder.resolve("picture"), encoder.encode()),
            1280,
            768,
            COLOURS,
            "0123",
            new double[] {0}));
  }

  private void matroska(
      String tried, List<Integer> crop, List<Integer> display, int width, int height) {
    // The border is of other colours: what is left is the patches, to their edges.
    int left = crop.get(0);
    int top = crop.get(1);
    rows.add(
        new Row(
            "matroska",
            "mjpeg",
            "yuvj420p",
            tried,
            folder -> {
              List<byte[]> jpegs = new ArrayList<>();
              for (int i = 0; i < FRAMES; i++) {
                Image patches = Patches.image(240, 160, i);
                byte[] rgb = new byte[WIDTH * HEIGHT * 3];
                for (int y = 0; y < 160; y++) {
                  System.arraycopy(
                      patches.rgb(), y * 720, rgb, ((top + y) * WIDTH + left) * 3, 720);
                }
                jpegs.add(ImageFiles.encodeJpeg(new Image(WIDTH, HEIGHT, rgb), 95));
              }
              return Files.write(
                  folder.resolve("cropped"),
                  MatroskaFiles.mjpeg(jpegs, WIDTH, HEIGHT, crop, display));
            },
            width,
            height,
            COLOURS,
            "0123",
            evenTimes(FRAMES)));
  }

  private void grid(
      String tried, List<HeifFiles.Property> properties, int width, int height, String order) {
    boolean turned = properties.stream().anyMatch(p -> p.name().equals("irot"));
    boolean cut = properties.stream().anyMatch(p -> p.name().equals("clap"));
    int whole = cut ? 512 : turned ? height : width;
    int high = cut ? 320 : turned ? width : height;
    rows.add(
        new Row(
            "avif",
            "libaom-av1",
            "yuv420p",
            tried,
            folder -> {
              List<Path> tiles = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                tiles.add(
                    still(
                        folder.resolve("tile" + i),
                        Patches.image(256, 160, 0, uniform(COLOURS[i]))));
              }
              return HeifFiles.grid(
                  folder.resolve("grid"), tiles, List.of(), 256, 160, whole, high, properties);
            },
            width,
            height,
            COLOURS,
            order,
            new double[] {0}));
  }

  private void animations() {
    rows.add(
        new Row(
            "webp",
            "webp",
            "yuv420p",
            "animated, frames of 40, 200 and 70 ms",
            folder -> {
              List<Stills.WebpFrame> frames = new ArrayList<>();
              int[] lengths = {40, 200, 70};
              for (int i = 0; i < lengths.length; i++) {
                byte[] still = webp(Patches.image(WIDTH, HEIGHT, i));
                frames.add(new Stills.WebpFrame(still, 0, 0, WIDTH, HEIGHT, lengths[i], 2));
              }
              return Files.write(
                  folder.resolve("animation"), Stills.animatedWebp(WIDTH, HEIGHT, frames));
            },
            WIDTH,
            HEIGHT,
            COLOURS,
            "0123",
            new double[] {0, 0.04, 0.24}));
    transparentAnimations();
    int[][] corner = {COLOURS[0], {255, 255, 255}, {255, 255, 255}, {255, 255, 255}};
    rows.add(
        new Row(
            "webp",
            "webp",
            "yuv420p",
            "animated, smaller than its canvas",
            folder -> {
              byte[] still = webp(Patches.image(160, 96, 0, uniform(COLOURS[0])));
              return Files.write(
                  folder.resolve("animation"),
                  Stills.animatedWebp(
                      WIDTH, HEIGHT, List.of(new Stills.WebpFrame(still, 0, 0, 160, 96, 100, 0))));
            },
            WIDTH,
            HEIGHT,
            corner,
            "0123",
            new double[] {0}));
  }

  /** Of each frame the quarter of the first colour is transparent, the second one fifth opaque. */
  private void transparentAnimations() {
    int[] opacities = {0, 51, 255, 255};
    int[][] opacity =
        Arrays.stream(opacities).mapToObj(v -> new int[] {v, v, v}).toArray(int[][]::new);
    int[][] seen = {{255, 255, 255}, thinned(COLOURS[1]), COLOURS[2], COLOURS[3]};
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      byte[] grey = Patches.image(WIDTH, HEIGHT, i, opacity).rgb();
      byte[] rgba = Stills.withAlpha(Patches.image(WIDTH, HEIGHT, i), 255);
      for (int at = 0; at < WIDTH * HEIGHT; at++) {
        rgba[4 * at + 3] = grey[3 * at];
      }
      frames.add(rgba);
    }
    String tried = "animated, a quarter transparent, a quarter one fifth opaque";
    transparentAnimation(
        "apng",
        "apng",
        "rgba",
        tried,
        folder -> Files.write(folder.resolve("clip"), Stills.apng(WIDTH, HEIGHT, frames)),
        seen);
    transparentAnimation(
        "webp",
        "webp",
        "argb",
        tried,
        folder -> {
          List<Stills.WebpFrame> parts = new ArrayList<>();
          for (byte[] rgba : frames) {
            byte[] still = Stills.webp(WIDTH, HEIGHT, rgba);
            parts.add(new Stills.WebpFrame(still, 0, 0, WIDTH, HEIGHT, 40, 2));
          }
          return Files.write(folder.resolve("clip"), Stills.animatedWebp(WIDTH, HEIGHT, parts));
        },
        seen);
    transparentAnimation(
        "avif",
        "libaom-av1",
        "yuv420p",
        tried,
        folder -> {
          Path colours = write(folder, Clips.settings("matroska", "libaom-av1"), COLOURS);
          EncoderSettings grey =
              Clips.settings("matroska", "libaom-av1", AV_PIX_FMT_GRAY8, AVCOL_SPC_BT709, true);
          Path alpha =
              Clips.write(
                  folder.resolve("alpha"),
                  grey,
                  FRAMES,
                  i -> Patches.image(WIDTH, HEIGHT, i, opacity));
          return Remuxer.together(folder.resolve("both"), "avif", colours, alpha);
        },
        seen);
  }

  private void transparentAnimation(
      String container, String codec, String pixels, String tried, Maker maker, int[][] seen) {
    rows.add(
        new Row(
            container,
            codec,
            pixels,
            tried,
            maker,
            WIDTH,
            HEIGHT,
            seen,
            "0123",
            evenTimes(FRAMES)));
  }

  private static int[][] uniform(int[] colour) {
    return new int[][] {colour, colour, colour, colour};
  }

  private void video(String container, String codec, String pixels, int format) {
    video(container, codec, pixels, format, AVCOL_SPC_BT709, false);
  }

  private void video(
      String container, String codec, String pixels, int format, int matrix, boolean fullRange) {
    EncoderSettings settings = Clips.settings(container, codec, format, matrix, fullRange);
    Map<String, String> options = new HashMap<>();
    if (container.equals("mjpeg") || codec.equals("mjpeg")) {
      options.put("flags", "+qscale");
      options.put("global_quality", "236");
    }
    clip(
        container,
        codec,
        pixels,
        "plain",
        with(settings, options, List.of(1, 1)),
        COLOURS,
        COLOURS);
  }

  private void clip(
      String container,
      String codec,
      String pixels,
      String tried,
      EncoderSettings settings,
      int[][] written,
      int[][] expected) {
    rows.add(
        new Row(
            container,
            codec,
            pixels,
            tried,
            folder -> write(folder, settings, written),
            WIDTH,
            HEIGHT,
            expected,
            "0123",
            evenTimes(FRAMES)));
  }

  private static Path write(Path folder, EncoderSettings settings, int[][] colours) {
    return Clips.write(
        folder.resolve("clip"), settings, FRAMES, i -> Patches.image(WIDTH, HEIGHT, i, colours));
  }

  /** Makes the bytes of a picture. */
  private interface Encoder {
    byte[] encode() throws IOException;
  }

  private void picture(
      String format, String pixels, String tried, Encoder encoder, int[][] colours, String order) {
    boolean turned =
        order.equals("0213")
            || order.equals("2031")
            || order.equals("3120")
            || order.equals("1302");
    rows.add(
        new Row(
            format,
            format,
            pixels,
            tried,
            folder -> Files.write(folder.resolve("picture"), encoder.encode()),
            turned ? HEIGHT : WIDTH,
            turned ? WIDTH : HEIGHT,
            colours,
            order,
            new double[] {0}));
  }

  private static byte[] webp(Image image) throws IOException {
    Path file = Files.createTempFile("picture", ".webp");
    try {
      ImageFiles.write(file, image);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static EncoderSettings lossless(int format) {
    return Clips.settings("matroska", "ffv1", format, AVCOL_SPC_BT709, false);
  }

  private static EncoderSettings with(
      EncoderSettings settings, Map<String, String> options, List<Integer> aspect) {
    Map<String, String> all = new HashMap<>(settings.options());
    all.putAll(options);
    return new EncoderSettings(
        settings.container(),
        settings.codecs(),
        settings.pixels(),
        settings.clock(),
        settings.bitsPerSecond(),
        new EncoderSettings.Shown(aspect, settings.shown().displayMatrix()),
        all,
        settings.comment());
  }

  private static double[] evenTimes(int frames) {
    return IntStream.range(0, frames).mapToDouble(i -> i / Clips.RATE).toArray();
  }
}
