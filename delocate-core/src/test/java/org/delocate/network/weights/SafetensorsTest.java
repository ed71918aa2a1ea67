package org.delocate.network.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.FaceTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as Java reads them beside what the engine makes of them. */
class SafetensorsTest {

  private static final String NAME = "some.weight";

  /** More than are read at a time. */
  private static final int MANY = 20_000;

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  /** All finite values of two bytes; of four bytes those that begin like them, and the ends. */
  private static int[] finite(Safetensors.Type type) {
    IntStream halves = IntStream.range(0, 1 << Short.SIZE);
    return switch (type) {
      case F16 -> halves.filter(bits -> (bits & 0x7C00) != 0x7C00).toArray();
      case BF16 -> halves.filter(bits -> (bits & 0x7F80) != 0x7F80).toArray();
      case F32 ->
          IntStream.concat(
                  Arrays.stream(finite(Safetensors.Type.BF16))
                      .map(bits -> bits << Short.SIZE | bits),
                  IntStream.of(0, 0x8000_0000, 1, 0x8000_0001, 0x007F_FFFF, 0x7F7F_FFFF))
              .toArray();
    };
  }

  @ParameterizedTest
  @EnumSource(Safetensors.Type.class)
  void valuesAreThoseOfTheEngine(Safetensors.Type type) {
    Safetensors file = file(type, finite(type));
    try (Tensor tensor = file.tensor(NAME)) {
      assertThat(bits(file.values(NAME))).isEqualTo(bits(FaceTensors.floats(tensor)));
    }
  }

  @ParameterizedTest
  @EnumSource(Safetensors.Type.class)
  void valuesAreWrittenInTheOrderOfWhoeverAsks(Safetensors.Type type) {
    Safetensors file = file(type, finite(type));
    float[] values = file.values(NAME);
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      ByteBuffer out = ByteBuffer.allocateDirect(Float.BYTES * values.length).order(order);
      file.write(NAME, out);
      assertThat(out.hasRemaining()).isFalse();
      float[] written = new float[values.length];
      out.flip().asFloatBuffer().get(written);
      assertThat(bits(written)).isEqualTo(bits(values));
    }
  }

  /** As numbers, zeros of both signs would be the same. */
  private static int[] bits(float... values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }

  @Test
  void halvesAreWhatTheirFormatSays() {
    int[] halves = {0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x3C00, 0xC248, 0x7BFF};
    assertThat(bits(file(Safetensors.Type.F16, halves).values(NAME)))
        .isEqualTo(bits(0, -0f, 0x1p-24f, -0x3FFp-24f, 0x1p-14f, 1, -3.140625f, 65504));
  }

  @ParameterizedTest
  @EnumSource(Safetensors.Type.class)
  void whatIsStoredIsGivenAsItLiesThere(Safetensors.Type type) {
    int[] values = finite(type);
    Safetensors file = file(type, values);

    ByteBuffer stored = file.stored(NAME);

    assertThat(stored.isReadOnly()).isTrue();
    assertThat(stored.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    byte[] found = new byte[stored.remaining()];
    stored.get(found);
    assertThat(found).isEqualTo(data(type, values));
    assertThat(file.stored(NAME).remaining()).isEqualTo(found.length);
  }

  static Stream<Arguments> infinite() {
    return Stream.of(
            IntStream.of(0x7C00, 0xFC00, 0x7C01, 0xFE00, 0x7FFF)
                .mapToObj(bits -> Arguments.of(Safetensors.Type.F16, bits)),
            IntStream.of(0x7F80, 0xFF80, 0x7F81, 0xFFC0, 0x7FFF)
                .mapToObj(bits -> Arguments.of(Safetensors.Type.BF16, bits)),
            IntStream.of(0x7F80_0000, 0xFF80_0000, 0x7F80_0001, 0xFFC0_0000, 0x7FFF_FFFF)
                .mapToObj(bits -> Arguments.of(Safetensors.Type.F32, bits)))
        .flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("infinite")
  void whatIsInfiniteOrNoNumberIsRefusedByAll(Safetensors.Type type, int bits) {
    for (int place : new int[] {0, 3, 8191, 8192, MANY - 1}) {
      int[] values = new int[MANY];
      values[place] = bits;
      assertRefused(
          file(type, values),
          NAME,
          CheckpointException.Reason.NOT_FINITE,
          NAME + " has values that are infinite or not a number");
    }
  }

  @Test
  void whatIsNotThereIsRefusedByAll() {
    assertRefused(
        file(Safetensors.Type.F16, 0),
        "other.weight",
        CheckpointException.Reason.WRONG_ARCHITECTURE,
        "has no tensor other.weight");
  }

  @Test
  void nothingIsReadAsNothing() {
    Safetensors file = file(Safetensors.Type.F16);
    assertThat(file.values(NAME)).isEmpty();
    assertThat(file.stored(NAME).hasRemaining()).isFalse();
  }

  private static void assertRefused(
      Safetensors file, String name, CheckpointException.Reason reason, String message) {
    Stream.<Consumer<String>>of(file::values, file::stored, file::tensor)
        .map(reading -> (ThrowingCallable) () -> reading.accept(name))
        .map(reading -> catchThrowableOfType(CheckpointException.class, reading))
        .forEach(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal).hasMessageContaining(message);
            });
  }

  /** A file of two tensors, of which the second one counts. */
  private static Safetensors file(Safetensors.Type type, int... values) {
    byte[] first = data(Safetensors.Type.F16, 0x3C00);
    byte[] second = data(type, values);
    int end = first.length + second.length;
    String header =
        String.format(
            "{\"before\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,%d]},"
                + "\"%s\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}",
            first.length, NAME, type, values.length, first.length, end);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Safetensors.LENGTH_BYTES + text.length + end)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .put(first)
            .put(second);
    return Safetensors.read(new ByteArrayInputStream(file.array()), "a test");
  }

  private static byte[] data(Safetensors.Type type, int... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      if (type == Safetensors.Type.F32) {
        data.putInt(value);
      } else {
        data.putShort((short) value);
      }
    }
    return data.array();
  }
}
