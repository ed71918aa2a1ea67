package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_to_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.delocate.media.container.CodedPackets;
import org.delocate.media.container.DecodingPlan;
import org.delocate.media.container.Demuxer;
import org.delocate.media.container.FrameIndex;
import org.delocate.media.container.VideoDecoder;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that nobody looks at are not decoded, and nobody can tell by those that come. */
class MediaReaderLeavingOutTest {

  private static final MediaLimits LIMITS = MediaLimits.defaults();

  /** What was encoded here, once for all tests; each takes a copy. */
  @TempDir private static Path encoded;

  @TempDir Path folder;

  /** A file that was read through once, and may be decoded many times. */
  private record Indexed(Path file, CodedPackets packets, FrameIndex index) {

    static Indexed of(Path file) {
      try (Demuxer demuxer = new Demuxer(file, LIMITS, OptionalInt.empty())) {
        CodedPackets packets = new CodedPackets(demuxer);
        return new Indexed(file, packets, FrameIndex.of(demuxer, packets));
      }
    }
  }

  /** Whatever is chosen comes out as if everything had been decoded: single frames, runs, some. */
  @ParameterizedTest
  @CsvSource({
    "h264, mp4",
    "h264, mov",
    "h264, matroska",
    "h264, flv",
    "h264-rate, mp4",
    "h264-rate, matroska",
    "h264-recovery, mp4",
    "hevc, mp4",
    "hevc, mov",
    "hevc, matroska",
    "hevc-open, mp4",
    "hevc-open, matroska",
    "hevc-layers, mp4",
  })
  void chosenFramesAreThoseOfDecodingEverything(String clip, String container) throws IOException {
    Indexed file = Indexed.of(remuxed(clip, container));
    assertThat(file.packets().known()).isTrue();
    List<Integer> whole = decoded(file, null);
    assertThat(whole).hasSize(300).doesNotContainNull();
    Random random = new Random(28);
    long left = 0;
    for (int round = 0; round < 40; round++) {
      BitSet chosen = new BitSet();
      int many = 1 + random.nextInt(8);
      for (int i = 0; i < many; i++) {
        int at = random.nextInt(300);
        chosen.set(at, Math.min(300, at + 1 + random.nextInt(round % 4 == 0 ? 40 : 2)));
      }
      List<Integer> some = decoded(file, chosen);
      for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
        assertThat(some.get(i)).as("frame " + i + " of " + chosen).isEqualTo(whole.get(i));
      }
      left += some.stream().filter(pixels -> pixels == null).count();
    }
    assertThat(left).isPositive();
  }

  /** What is known of the frames of these rests on nothing that a decoder could be held to. */
  @ParameterizedTest
  @CsvSource({"h264, mpegts", "hevc, mpegts", "h264, h264", "hevc, hevc"})
  void whereUnitsHaveNoLengthsNothingIsKnown(String clip, String container) throws IOException {
    assertThat(Indexed.of(remuxed(clip, container)).packets().known()).isFalse();
  }

  @Test
  void ofOtherCodecsNothingIsKnown() {
    for (String codec : List.of("mpeg4", "libvpx-vp9", "ffv1")) {
      Path file =
          Clips.write(
              folder.resolve(codec + ".mkv"),
              Clips.settings("matroska", codec),
              30,
              i -> Pictures.moving(160, 96, i));
      assertThat(Indexed.of(file).packets().known()).as(codec).isFalse();
      TwoWays.same(file, FrameSampling.even(7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h264-rate", "hevc", "hevc-open", "hevc-layers"})
  void samplesAreTheSame(String clip) throws IOException {
    DecodeCounts counts = TwoWays.same(file(clip), FrameSampling.even(20));

    assertThat(counts.skipped()).isGreaterThan(60);
    assertThat(counts.damaged()).isZero();
    TwoWays.same(file(clip), FrameSampling.standard());
    TwoWays.same(file(clip), FrameSampling.every(0.7));
    TwoWays.same(file(clip), new FrameSampling.Part(FrameSampling.even(12), 2.2, 10));
  }

  /** The encoder of the build: no frame that others do not refer to, groups of 12 frames. */
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov", "matroska", "flv"})
  void samplesOfShortGroupsAreTheSame(String container) throws IOException {
    Path file = calm(container);

    DecodeCounts counts = TwoWays.same(file, FrameSampling.even(20));

    assertThat(counts.skipped()).isGreaterThan(100);
  }

  /** Some seconds of it are not to be seen: then all that is there is decoded. */
  @Test
  void whatAnEditListHidesEndsIt() throws IOException {
    Path file = calm("mov");
    EditLists.replace(file, new long[] {9000, 2 * EncoderSettings.FINE_TICKS + 7000});

    assertThat(TwoWays.same(file, FrameSampling.even(12)).skipped()).isZero();
  }

  @Test
  void aLateStartIsKept() throws IOException {
    Path file = calm("mov");
    EditLists.replace(file, new long[] {2000, -1}, new long[] {24_000, 0});

    assertThat(TwoWays.same(file, FrameSampling.even(20)).skipped()).isPositive();
    try (MediaReader reader = MediaReader.open(file, LIMITS, FrameSampling.even(20))) {
      assertThat(reader.next().orElseThrow().timeSeconds()).isGreaterThan(2);
    }
  }

  /** One of the cuts lies within a group, the shot between two of them lasts 0.28 s. */
  @ParameterizedTest
  @ValueSource(strings = {"h264-cuts", "hevc-cuts"})
  void cutsAreFoundAndShotsGetTheirFrames(String clip) throws IOException {
    Path file = file(clip);
    DecodeCounts counts = TwoWays.same(file, FrameSampling.standard());

    assertThat(counts.skipped()).isGreaterThan(100);
    try (MediaReader reader = MediaReader.open(file, LIMITS, FrameSampling.standard())) {
      List<Long> cuts =
          Clips.readAll(reader).stream()
              .filter(VideoFrame::afterCut)
              .map(VideoFrame::index)
              .toList();
      assertThat(cuts).hasSize(3);
      assertThat(cuts.get(0)).isBetween(500L, 506L);
      assertThat(cuts.get(1)).isBetween(507L, 560L);
      assertThat(cuts.get(2)).isBetween(700L, 760L);
    }
  }

  /** Matroska has no table that would tell that the end is missing. */
  @Test
  void aFileThatIsCutOffIsReadAsFarAsItGoes() throws IOException {
    Path file = remuxed("h264", "matroska");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 12_000));

    TwoWays.same(file, FrameSampling.even(20));
  }

  @Test
  void aFileOfWhichFramesAreMissingIsDecodedAsFarAsItGoes() throws IOException {
    Path file = calm("mp4");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length * 3 / 4));

    DecodeCounts counts = TwoWays.same(file, FrameSampling.even(20));

    assertThat(counts.missing()).isPositive();
    assertThat(counts.skipped()).isZero();
  }

  /** Nothing but the gap tells so, and only decoding what comes after it what is damaged by it. */
  @Test
  void aGapIsDecodedAround() throws IOException {
    Path whole = Remuxer.together(folder.resolve("whole.mkv"), "matroska", file("h264"));
    Path gap =
        Remuxer.together(
            folder.resolve("gap.mkv"), "matroska", i -> i < 200 || i > 202, file("h264"));

    assertThat(TwoWays.same(whole, FrameSampling.even(20)).skipped()).isPositive();
    assertThat(TwoWays.same(gap, FrameSampling.even(20)).skipped()).isZero();
  }

  /** From the first damaged frame on, all that can be decoded is. */
  @Test
  void damageEndsIt() throws IOException {
    Path file = file("h264");
    DecodeCounts whole = TwoWays.same(file, FrameSampling.even(20));
    byte[] bytes = Files.readAllBytes(file);
    try (Demuxer demuxer = new Demuxer(file, LIMITS, OptionalInt.empty())) {
      for (int i = 0; demuxer.read(); i++) {
        // Pixels of the frames from the middle on, but not of those at which decoding can begin:
        // where they are damaged, all is decoded from the first frame on.
        int size = demuxer.packet().size();
        boolean entry = (demuxer.packet().flags() & AV_PKT_FLAG_KEY) != 0;
        for (int at = size / 2; i >= 150 && !entry && at < size; at++) {
          bytes[(int) demuxer.packet().pos() + at] ^= 0x5A;
        }
      }
    }
    Files.write(file, bytes);
    assertThat(Indexed.of(file).packets().known()).isTrue();

    try (MediaReader reader = MediaReader.open(file, LIMITS, FrameSampling.even(20))) {
      Clips.readAll(reader);

      assertThat(reader.counts().damaged()).isGreaterThan(50);
      assertThat(reader.counts().skipped()).isPositive().isLessThan(whole.skipped());
    }
  }

  /** H.264 in which little changes, 24 seconds. */
  private Path calm(String container) throws IOException {
    String name = "calm." + container;
    Path made = encoded.resolve(name);
    if (Files.notExists(made)) {
      encodeCalm(made, container);
    }
    return Files.copy(made, folder.resolve(name));
  }

  private static void encodeCalm(Path file, String container) {
    EncoderSettings usual = Clips.settings(container, "libopenh264");
    EncoderSettings tableInFront =
        new EncoderSettings(
            usual.container(),
            usual.codecs(),
            usual.pixels(),
            usual.clock(),
            usual.bitsPerSecond(),
            usual.shown(),
            Map.of("g", "12", "movflags", "+faststart"),
            "");
    Clips.write(
        file,
        container.equals("mp4") ? tableInFront : usual,
        600,
        MediaReaderLeavingOutTest::hardlyMoving);
  }

  /** A gradient on which a faint patch goes to and fro. */
  private static Image hardlyMoving(int frame) {
    byte[] rgb = new byte[3 * 160 * 96];
    int left = (int) (50 + 20 * Math.sin(frame / 9.0));
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 160; x++) {
        boolean patch = y >= 40 && y < 60 && x >= left && x < left + 20;
        int grey = 40 + x + y / 2 + (patch ? 12 : 0);
        Arrays.fill(rgb, 3 * (y * 160 + x), 3 * (y * 160 + x) + 3, (byte) grey);
      }
    }
    return new Image(160, 96, rgb);
  }

  private Path remuxed(String clip, String container) throws IOException {
    Path file = file(clip);
    return container.equals("mp4")
        ? file
        : Remuxer.together(folder.resolve(clip + "." + container), container, file);
  }

  private Path file(String clip) throws IOException {
    Path file = folder.resolve(clip + ".mp4");
    try (InputStream stored = MediaReaderLeavingOutTest.class.getResourceAsStream(clip + ".mp4")) {
      Files.write(file, stored.readAllBytes());
    }
    return file;
  }

  /** A hash of the pixels of each frame, null for one that was left out; all if none is chosen. */
  private static List<Integer> decoded(Indexed file, BitSet chosen) {
    FrameIndex index = file.index();
    List<Integer> pixels = new ArrayList<>(Collections.nCopies(index.frames(), null));
    try (Demuxer demuxer = new Demuxer(file.file(), LIMITS, OptionalInt.empty());
        VideoDecoder decoder = new VideoDecoder(demuxer, LIMITS, 2, 0)) {
      if (chosen != null) {
        decoder.follow(DecodingPlan.of(file.packets(), index, chosen));
      }
      while (decoder.decode()) {
        assertThat(decoder.frameDamaged()).isFalse();
        pixels.set((int) decoder.position(), hash(decoder.frame()));
      }
      assertThat(decoder.damaged()).isZero();
      assertThat(decoder.decoded() + decoder.skipped()).isLessThanOrEqualTo(index.frames());
    }
    return pixels;
  }

  private static int hash(AVFrame frame) {
    int size = av_image_get_buffer_size(frame.format(), frame.width(), frame.height(), 1);
    try (BytePointer copy = new BytePointer(size)) {
      av_image_copy_to_buffer(
          copy,
          size,
          frame.data(),
          frame.linesize(),
          frame.format(),
          frame.width(),
          frame.height(),
          1);
      byte[] bytes = new byte[size];
      copy.get(bytes);
      return Arrays.hashCode(bytes);
    }
  }
}
