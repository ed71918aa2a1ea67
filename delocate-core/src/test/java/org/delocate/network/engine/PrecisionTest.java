package org.delocate.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, fpu avx512f avx512_bf16 amx_bf16 amx_tile, BF16",
    "GenuineIntel, fpu avx512f avx512_bf16, FP32",
    "GenuineIntel, fpu avx2, FP32",
    "AuthenticAMD, fpu avx512f avx512_bf16, BF16",
    "AuthenticAMD, fpu avx2, FP32",
  })
  void takesBf16WhereItIsFaster(String vendor, String flags, Precision faster) {
    String processor = "processor\t: 0\nvendor_id\t: " + vendor + "\nflags\t\t: " + flags + "\n";

    assertThat(Precision.fastest(processor.lines())).isEqualTo(faster);
  }

  @ParameterizedTest
  @CsvSource({"'', FP32", "'Features\t: fp asimd bf16 i8mm\n', FP32"})
  void takesFp32WhereNothingTells(String description, Precision faster) {
    assertThat(Precision.fastest(description.lines())).isEqualTo(faster);
  }
}
