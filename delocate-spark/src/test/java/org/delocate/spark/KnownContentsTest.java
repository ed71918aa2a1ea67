package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

final class KnownContentsTest {
  private static final String ONE = "f".repeat(64);
  private static final String OTHER = "0".repeat(63) + "1";
  private static final String THIRD = "a".repeat(64);

  @Test
  void aContentIsKnownWhereverItLiesAndAFileOnlyAsItWas() throws Exception {
    KnownContents.Builder builder = new KnownContents.Builder();
    builder.add("file:/a.mp4", ONE, "part-1");
    builder.add("file:/b.mp4", OTHER, "part-2");
    builder.add("file:/c.mp4", OTHER, "part-2");

    KnownContents known = sent(builder.build());

    assertThat(known.rows()).isEqualTo(3);
    assertThat(known.holds("file:/a.mp4", ONE)).isTrue();
    assertThat(known.holds("file:/a.mp4", OTHER)).isFalse();
    assertThat(known.holds("file:/moved.mp4", ONE)).isFalse();
    assertThat(known.partWith(ONE)).contains("part-1");
    assertThat(known.partWith(OTHER)).contains("part-2");
    assertThat(known.partWith(THIRD)).isEmpty();
  }

  /** As an executor gets it. */
  private static KnownContents sent(KnownContents known) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(known);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (KnownContents) in.readObject();
    }
  }
}
