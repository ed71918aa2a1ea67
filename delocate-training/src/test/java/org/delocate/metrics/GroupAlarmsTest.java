package org.delocate.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupAlarmsTest {

  private static ScoredSample sample(boolean forged, double score, String group) {
    return new ScoredSample("k", forged, score, group);
  }

  @Test
  void theWorstGroupComesFirstAndForgedOnesDoNotCount() {
    List<ScoredSample> samples =
        List.of(
            sample(false, 9, "one"),
            sample(true, 9, "quiet"),
            sample(false, 0, "quiet"),
            sample(false, 5, "many"),
            sample(false, 6, "many"),
            sample(false, 0, "many"),
            sample(true, 9, "forged alone"));
    List<GroupAlarms> groups = GroupAlarms.of(samples, new AlarmThreshold(0.1, 5));
    assertThat(groups)
        .containsExactly(
            new GroupAlarms("one", 1, 1),
            new GroupAlarms("many", 3, 1),
            new GroupAlarms("quiet", 1, 0));
    assertThat(groups.get(1).share()).isEqualTo(1 / 3.0);
    assertThat(GroupAlarms.worst(groups, 2)).contains(groups.get(1));
    assertThat(GroupAlarms.worst(groups, 1)).contains(groups.get(0));
    assertThat(GroupAlarms.worst(groups, 4)).isEmpty();
  }
}
