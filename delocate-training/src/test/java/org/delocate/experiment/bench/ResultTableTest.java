package org.delocate.experiment.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.delocate.experiment.measure.UtkFaceLabels;
import org.junit.jupiter.api.Test;

final class ResultTableTest {

  @Test
  void specialCharactersSurviveEveryForm() {
    ResultTable table =
        new ResultTable(
            "t",
            "50 % of \"a_b\"",
            List.of("name|x", "value"),
            List.of(List.of("part_swap & co, 5 %", "–")));
    assertThat(table.markdown())
        .isEqualTo(
            """
            **50 % of "a_b"**

            | name\\|x | value |
            | --- | --- |
            | part_swap & co, 5 % | – |
            """);
    assertThat(table.csv().text()).isEqualTo("name|x,value\n\"part_swap & co, 5 %\",–\n");
    assertThat(table.latex())
        .contains("\\caption{50 \\% of \"a\\_b\"}", "{lr}", "part\\_swap \\& co, 5 \\% & -- \\\\");
  }

  @Test
  void labelsAreReadOnlyFromNamesOfThatForm() {
    assertThat(UtkFaceLabels.of("faces/utkface/40_0_1_20170113152055344.jpg.chip.jpg"))
        .contains(new UtkFaceLabels(40, 0, 1));
    assertThat(UtkFaceLabels.of("61_1_20170109142408075.jpg")).isEmpty();
    assertThat(UtkFaceLabels.of("faces/dfdc/real/aabq.jpg")).isEmpty();
    assertThat(new UtkFaceLabels(13, 1, 4).ageGroup()).isEqualTo("13–19");
    assertThat(new UtkFaceLabels(116, 1, 4).ageGroup()).isEqualTo("60 and over");
  }
}
