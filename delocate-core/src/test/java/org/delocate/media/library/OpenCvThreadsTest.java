package org.delocate.media.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenCvThreadsTest {

  @Test
  void theNumberIsUsedUntilTheOldOneIsRestored() {
    int before = OpenCvThreads.current();
    assertThat(OpenCvThreads.use(1)).isEqualTo(before);
    assertThat(OpenCvThreads.current()).isEqualTo(1);
    assertThat(OpenCvThreads.use(before)).isEqualTo(1);
    assertThat(OpenCvThreads.current()).isEqualTo(before);
  }

  @Test
  void noThreadsAreRefused() {
    assertThatThrownBy(() -> OpenCvThreads.use(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
