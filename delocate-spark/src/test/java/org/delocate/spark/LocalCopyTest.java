package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCopyTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  @Test
  void theCopyHasTheContentAndItsDigest() throws Exception {
    LocalCopy copy = LocalCopy.of(new ByteArrayInputStream(ABC), folder.resolve("copy"), 3);

    assertThat(copy.file()).hasBinaryContent(ABC);
    // FIPS 180-2, appendix B.1.
    assertThat(copy.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aStreamThatDoesNotEndIsCutOff() {
    Path place = folder.resolve("copy");

    assertThatThrownBy(() -> LocalCopy.of(new ByteArrayInputStream(ABC), place, 2))
        .isInstanceOf(LocalCopy.TooLargeException.class);
    assertThat(place.toFile().length()).isLessThanOrEqualTo(2);
  }

  @Test
  void aFullDiskIsNoFaultOfTheFile() {
    Path nowhere = folder.resolve("missing/copy");

    assertThatThrownBy(() -> LocalCopy.of(new ByteArrayInputStream(ABC), nowhere, 3))
        .isInstanceOf(UncheckedIOException.class);
  }
}
