package org.delocate.experiment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

  private static final Schedule.Pace PLAIN = new Schedule.Pace(1, 30);
  private static final Schedule.Pace SLOW = new Schedule.Pace(3, 30);
  private static final Schedule.Pace RECOVERING = new Schedule.Pace(0.5, 20);

  @Test
  void everyVariantGetsTheSameStepsAndAllOfThemFit() {
    Schedule schedule =
        Schedule.within(3600, RECOVERING, 1, PLAIN, List.of(PLAIN, PLAIN, SLOW), 0.05, 6);
    double used =
        20
            + 3 * 30
            + schedule.recoveringSteps() * 0.5
            + schedule.steps() * (1 + 1 + 3)
            + 6 * schedule.testFaces() * 0.05;
    assertThat(used).isLessThanOrEqualTo(3600).isCloseTo(3600, within(20.0));
    assertThat(schedule.recoveringSteps()).isEqualTo(2 * schedule.steps());
  }

  @Test
  void aBudgetThatIsTooSmallSaysWhatWouldDo() {
    assertThatThrownBy(
            () -> Schedule.within(60, RECOVERING, 1, PLAIN, List.of(PLAIN, SLOW), 0.05, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 trainings")
        .hasMessageContaining("need about 3 minutes");
  }
}
