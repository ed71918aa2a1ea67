package org.delocate.media.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AVIF says of its videos; of its pictures the table of formats tells. */
class HeifBoxesTest {

  @TempDir Path folder;

  @Test
  void aVideoMayBeMultipliedByTheOpacityOfAnother() throws IOException {
    HeifBoxes boxes = HeifBoxes.of(animation(true));

    assertThat(boxes.alphaOfTrack(1)).hasValue(2);
    assertThat(boxes.multipliedTracks()).containsExactly(1);
    assertThat(boxes.multipliedPictures()).isEmpty();
    assertThat(HeifBoxes.of(animation(false)).multipliedTracks()).isEmpty();
  }

  private Path animation(boolean multiplied) throws IOException {
    ByteArrayOutputStream movie = new ByteArrayOutputStream();
    movie.writeBytes(track(1, "pict", multiplied ? "prem" : "cdsc", 2));
    movie.writeBytes(track(2, "auxv", "auxl", 1));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(box("ftyp", "avis\0\0\0\0avis".getBytes(StandardCharsets.US_ASCII)));
    file.writeBytes(box("moov", movie.toByteArray()));
    return Files.write(folder.resolve("animation"), file.toByteArray());
  }

  private static byte[] track(int number, String handler, String reference, int to) {
    ByteArrayOutputStream track = new ByteArrayOutputStream();
    track.writeBytes(box("tkhd", ByteBuffer.allocate(84).putInt(12, number).array()));
    byte[] other = ByteBuffer.allocate(4).putInt(to).array();
    track.writeBytes(box("tref", box(reference, other)));
    byte[] kind =
        ByteBuffer.allocate(24).put(8, handler.getBytes(StandardCharsets.US_ASCII)).array();
    track.writeBytes(box("mdia", box("hdlr", kind)));
    return box("trak", track.toByteArray());
  }

  private static byte[] box(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
  }
}
