package org.delocate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WorkerLimitsTest {

  @Test
  void whoNamesNoneGetsTheDefaults() {
    assertThat(
            WorkerLimits.asked(
                Integer.parseInt(WorkerLimitOptions.MEMORY_DEFAULT),
                Integer.parseInt(WorkerLimitOptions.TIME_DEFAULT)))
        .isEqualTo(WorkerLimits.defaults());
  }

  @Test
  void aSlipOfTheUnitIsRefusedByTheNamesOfTheOptions() {
    assertThatThrownBy(() -> WorkerLimits.asked(4, 60))
        .hasMessage("--worker-memory is at least 256, --worker-time 1");
    assertThatThrownBy(() -> WorkerLimits.asked(4096, 0)).hasMessageContaining("--worker-time 1");
  }
}
