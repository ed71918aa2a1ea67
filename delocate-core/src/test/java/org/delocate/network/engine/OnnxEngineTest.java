package org.delocate.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {

  /**
   * From 1.29 on, builds for other systems than Windows hold the address of their makers'
   * collector, too, and their documents say that they send there, unless the environment of the
   * process says otherwise before it starts.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-x64/libonnxruntime.so",
        "linux-aarch64/libonnxruntime.so",
        "osx-aarch64/libonnxruntime.dylib",
        "win-x64/onnxruntime.dll"
      })
  void theLibraryKnowsNobodyToTell(String library) throws IOException {
    try (InputStream file =
        OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/" + library)) {
      String content = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(content.contains("onnxruntime")).isTrue();
      assertThat(content.contains("events.data.microsoft.com")).isFalse();
    }
  }
}
