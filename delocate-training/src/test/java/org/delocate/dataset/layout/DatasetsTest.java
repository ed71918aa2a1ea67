package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatasetsTest {

  @TempDir Path empty;

  @ParameterizedTest
  @CsvSource({
    "nothing, UNKNOWN_LAYOUT",
    "faces:, UNKNOWN_LAYOUT",
    ":somewhere, UNKNOWN_LAYOUT",
    "imagenet:EMPTY, UNKNOWN_LAYOUT",
    "auto:EMPTY, WRONG_LAYOUT",
    "folder:EMPTY, WRONG_LAYOUT",
    "faces:EMPTY/missing, NOT_FOUND",
  })
  void saysWhyItCannotOpen(String data, DatasetException.Reason reason) {
    assertThatThrownBy(() -> Datasets.open(data.replace("EMPTY", empty.toString())))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void everyLayoutHasANameOfItsOwn() {
    assertThat(Datasets.readers())
        .extracting(DatasetReader::layout)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]+"))
        .doesNotContain(Datasets.AUTOMATIC);
  }
}
