package org.delocate.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads event files back with a reader that shares nothing with the writer. */
class EventFileTest {

  @TempDir Path folder;

  /** Fields of a message: a number, or bytes, for each occurrence of a field. */
  private record Field(int number, long value, byte[] bytes) {}

  private record Picture(String tag, long step, long width, long height, byte[] encoded) {}

  /** What TensorBoard shows after reading the files of a folder in the order of their names. */
  private static final class Reader {
    private final Map<String, Map<Long, Float>> curves = new LinkedHashMap<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final List<String> versions = new ArrayList<>();

    Reader(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          assertThat(file.getFileName().toString()).contains("tfevents");
          read(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
        }
      }
    }

    private void read(ByteBuffer file) {
      while (file.remaining() >= 12) {
        byte[] lengthBytes = new byte[8];
        file.get(lengthBytes);
        int length = (int) ByteBuffer.wrap(lengthBytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(file.getInt()).isEqualTo(masked(crc32c(lengthBytes)));
        if (file.remaining() < length + 4) {
          return;
        }
        byte[] data = new byte[length];
        file.get(data);
        assertThat(file.getInt()).isEqualTo(masked(crc32c(data)));
        event(fields(data));
      }
    }

    private void event(List<Field> event) {
      long step = number(event, 2);
      double wallTime = Double.longBitsToDouble(number(event, 1));
      assertThat(wallTime).isCloseTo(System.currentTimeMillis() / 1000.0, within(600.0));
      for (Field field : event) {
        switch (field.number()) {
          case 3 -> versions.add(new String(field.bytes(), StandardCharsets.UTF_8));
          case 5 -> fields(field.bytes()).forEach(value -> value(step, fields(value.bytes())));
          case 7 -> {
            assertThat(number(fields(field.bytes()), 1)).isEqualTo(1);
            curves.values().forEach(curve -> curve.keySet().removeIf(known -> known >= step));
            pictures.removeIf(picture -> picture.step() >= step);
          }
          default -> assertThat(field.number()).isIn(1, 2);
        }
      }
    }

    private void value(long step, List<Field> value) {
      String tag = new String(field(value, 1).bytes(), StandardCharsets.UTF_8);
      if (value.stream().anyMatch(field -> field.number() == 2)) {
        Float before =
            curves
                .computeIfAbsent(tag, name -> new LinkedHashMap<>())
                .put(step, Float.intBitsToFloat((int) number(value, 2)));
        assertThat(before).as("a second value of %s at step %d", tag, step).isNull();
      } else {
        List<Field> image = fields(field(value, 4).bytes());
        assertThat(number(image, 3)).as("RGB").isEqualTo(3);
        pictures.add(
            new Picture(tag, step, number(image, 2), number(image, 1), field(image, 4).bytes()));
      }
    }

    private static Field field(List<Field> fields, int number) {
      return fields.stream().filter(field -> field.number() == number).findFirst().orElseThrow();
    }

    private static long number(List<Field> fields, int number) {
      return field(fields, number).value();
    }

    private static List<Field> fields(byte[] message) {
      ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
      List<Field> fields = new ArrayList<>();
      while (in.hasRemaining()) {
        long tag = varint(in);
        int number = (int) (tag >> 3);
        switch ((int) tag & 7) {
          case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
          case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
          case 2 -> {
            byte[] bytes = new byte[(int) varint(in)];
            in.get(bytes);
            fields.add(new Field(number, 0, bytes));
          }
          case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
          default -> throw new AssertionError("wire type of tag " + tag);
        }
      }
      return fields;
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      int shift = 0;
      while (true) {
        byte next = in.get();
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
        shift += 7;
      }
    }

    /** Castagnoli's polynomial, bit by bit. */
    private static long crc32c(byte[] data) {
      long crc = 0xFFFFFFFFL;
      for (byte b : data) {
        crc ^= b & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0x82F63B78L : crc >>> 1;
        }
      }
      return crc ^ 0xFFFFFFFFL;
    }

    private static int masked(long crc) {
      return (int) (((crc >>> 15) | ((crc << 17) & 0xFFFFFFFFL)) + 0xa282ead8L);
    }
  }

  @Test
  void theReadersChecksumIsTheStandardOne() {
    byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Reader.crc32c(text)).as("the check value of CRC-32C").isEqualTo(0xE3069283L);
  }

  @Test
  void anotherReaderFindsTheSameCurves() throws IOException {
    EventFile events = EventFile.start(folder, 1);
    events.scalars(10, "training", Map.of("loss", 1.25, "learningRate", 1e-30));
    events.scalars(300, "training", Map.of("loss", 1e9, "gradientNorm", Double.NaN));
    events.scalars(5_000_000_000L, "validation", Map.of("area", -0.5));
    Reader reader = new Reader(folder);
    assertThat(reader.versions).containsExactly("brain.Event:2");
    assertThat(reader.curves)
        .containsOnlyKeys("training/loss", "training/learningRate", "validation/area");
    assertThat(reader.curves.get("training/loss")).isEqualTo(Map.of(10L, 1.25f, 300L, 1e9f));
    assertThat(reader.curves.get("training/learningRate")).isEqualTo(Map.of(10L, 1e-30f));
    assertThat(reader.curves.get("validation/area")).isEqualTo(Map.of(5_000_000_000L, -0.5f));
  }

  @Test
  void picturesComeBack() throws IOException {
    byte[] rgb = new byte[3 * 40 * 30];
    Arrays.fill(rgb, (byte) 200);
    EventFile.start(folder, 1).picture(7, "pictures/dataset", new Image(40, 30, rgb));
    Picture picture = new Reader(folder).pictures.get(0);
    assertThat(picture.tag()).isEqualTo("pictures/dataset");
    assertThat(picture.step()).isEqualTo(7);
    assertThat(List.of(picture.width(), picture.height())).containsExactly(40L, 30L);
    Image decoded = ImageFiles.decode(picture.encoded());
    assertThat(decoded.width()).isEqualTo(40);
    assertThat(decoded.rgb()[100] & 0xFF).isCloseTo(200, within(3));
  }

  @Test
  void aResumedRunDrawsNoStepTwice() throws IOException {
    RunFolder run =
        RunFolder.start(
            folder.resolve("run"),
            new Optimization("sgd", new Schedule(1, 0, 0, 1), 0, 0, 0, 0, 0));
    RunJournal journal = journal(run);
    journal.startAt(0, -1);
    for (long step = 10; step <= 40; step += 10) {
      journal.progress(step, Map.of("loss", 1.0 * step));
    }
    journal.validated(40, Map.of("area", 0.5), true);
    // Killed while it wrote, and resumed from the checkpoint of step 20.
    Path first = onlyEventFile(run);
    Files.write(first, Arrays.copyOf(Files.readAllBytes(first), (int) Files.size(first) - 3));
    RunJournal resumed = journal(run);
    resumed.startAt(20, -1);
    resumed.progress(30, Map.of("loss", 3.0));

    Path events = Files.createDirectory(folder.resolve("events"));
    try (Stream<Path> files = Files.list(run.folder())) {
      for (Path file : files.filter(file -> file.toString().contains("tfevents")).toList()) {
        Files.copy(file, events.resolve(file.getFileName()));
      }
    }
    assertThat(new Reader(events).curves.get("training/loss"))
        .isEqualTo(Map.of(10L, 10f, 20L, 20f, 30L, 3f));
    assertThat(Files.readAllLines(run.file("log.csv")))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("20,20.0000"))
        .anyMatch(line -> line.startsWith("30,3.00000"));
    assertThat(Files.readAllLines(run.file("validation.csv"))).hasSize(1);
  }

  private static RunJournal journal(RunFolder run) {
    RunPage.Subject subject = new RunPage.Subject("Stage 1", "face", 40, 1);
    return new RunJournal(run, subject, List.of("loss"), List.of("area"));
  }

  private static Path onlyEventFile(RunFolder run) throws IOException {
    try (Stream<Path> files = Files.list(run.folder())) {
      return files.filter(file -> file.toString().contains("tfevents")).findFirst().orElseThrow();
    }
  }
}
