package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.VideoCodec;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are damaged as disks, networks and attackers damage them, through the whole service.
 * Whatever becomes of each, it has a status, and nothing is called authentic in which no face was
 * scored. More of them: {@code -Ddelocate.damaged=10000}.
 */
@Timeout(14_400)
final class DamagedFilesTest {
  private static final int FILES = Integer.getInteger("delocate.damaged", 200);

  @TempDir private Path folder;

  @Test
  void everyDamagedFileHasAStatusAndTheServiceGoesOn() throws Exception {
    Random random = new Random(20261129);
    List<byte[]> originals = originals();
    ServiceSettings settings =
        TestServices.settings(folder.resolve("data"), TestServices.model(folder));
    // All of them wait at once.
    ServiceSettings.Quotas roomy = new ServiceSettings.Quotas(20 << 20, 2 * FILES, 2 * FILES, -1);
    try (Service service = Service.start(TestServices.withQuotas(settings, roomy))) {
      Client client = new Client(service.port());
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        byte[] damaged = damaged(random, originals.get(i % originals.size()));
        ids.add(Client.json(client.upload("damaged-" + i, damaged)).at("/items/0/id").asText());
      }
      Map<String, Integer> found = new TreeMap<>();
      for (String id : ids) {
        JsonNode scan = client.finished(id);
        JsonNode verdict = scan.get("verdict");
        found.merge(kind(verdict), 1, Integer::sum);
        assertThat(verdict.get("status").asText()).isIn("scored", "abstained", "failed");
        boolean scored = scan.path("persons").asInt() > 0;
        assertThat(verdict.path("label").asText())
            .satisfiesAnyOf(
                label -> assertThat(label).isNotEqualTo("authentic"),
                label -> assertThat(scored).isTrue());
        if (!scored) {
          assertThat(verdict.has("probability")).isFalse();
          assertThat(verdict.path("evidence").asText()).isEmpty();
        }
        if (scan.get("links").has("report")) {
          assertThat(
                  ApiDescription.faultsOfReport(
                      client.json("/api/v1/scans/" + id + "/report.json")))
              .isEmpty();
        }
      }
      assertThat(client.get("/health").statusCode()).isEqualTo(200);
      System.out.println(
          ids.size() + " damaged files: " + found + ", workers lost: " + lost(client));
    }
  }

  private static String kind(JsonNode verdict) {
    String status = verdict.get("status").asText();
    return verdict.has("label")
        ? status + " " + verdict.get("label").asText()
        : status + " " + verdict.path("reason").asText();
  }

  private static String lost(Client client) throws IOException, InterruptedException {
    return new String(client.get("/metrics").body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("delocate_workers_lost "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  /** Four frames with a face in each container and codec that this build writes. */
  private List<byte[]> originals() throws IOException {
    List<Image> frames = new ArrayList<>();
    try (MediaReader reader =
        MediaReader.open(TestServices.FACE, MediaLimits.defaults(), FrameSampling.even(4))) {
      for (int i = 0; i < 4; i++) {
        frames.add(ImageFiles.resize(reader.next().orElseThrow().image(), 160, 160));
      }
    }
    List<byte[]> originals = new ArrayList<>();
    for (VideoCodec codec : VideoCodec.values()) {
      if (codec.isAvailable()) {
        originals.add(
            video("clip-" + codec + ".mp4", frames, VideoEncoding.forViewing().withCodec(codec)));
      }
    }
    originals.add(video("clip.mkv", frames, VideoEncoding.withoutLoss()));
    originals.add(ImageFiles.encodeJpeg(frames.get(0), 90));
    originals.add(ImageFiles.encodePng(frames.get(0)));
    for (String format : List.of("gif", "bmp", "tiff")) {
      originals.add(encoded(frames.get(0), format));
    }
    ByteArrayOutputStream motionJpeg = new ByteArrayOutputStream();
    for (Image frame : frames) {
      motionJpeg.write(ImageFiles.encodeJpeg(frame, 80));
    }
    originals.add(motionJpeg.toByteArray());
    return originals;
  }

  private byte[] video(String name, List<Image> frames, VideoEncoding encoding) throws IOException {
    Path file = folder.resolve(name);
    try (VideoWriter writer = new VideoWriter(file, 160, 160, 4, encoding)) {
      for (int i = 0; i < frames.size(); i++) {
        writer.write(frames.get(i), i / 4.0);
      }
    }
    return Files.readAllBytes(file);
  }

  private static byte[] encoded(Image image, String format) throws IOException {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int x = i % image.width();
      int y = i / image.width();
      picture.setRGB(
          x, y, image.sample(x, y, 0) << 16 | image.sample(x, y, 1) << 8 | image.sample(x, y, 2));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static byte[] damaged(Random random, byte[] original) {
    byte[] bytes = original.clone();
    switch (random.nextInt(5)) {
      case 0 -> { // bit flips anywhere
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
      case 2 -> { // a header that lies: extreme numbers in the first bytes
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
          int at = random.nextInt(Math.min(bytes.length - 4, 600));
          int lie = new int[] {0, -1, Integer.MAX_VALUE, random.nextInt()}[random.nextInt(4)];
          for (int shift = 0; shift < 4; shift++) {
            bytes[at + shift] = (byte) (lie >>> (8 * shift));
          }
        }
      }
      case 3 -> { // a piece from elsewhere
        int length = 1 + random.nextInt(bytes.length / 3);
        System.arraycopy(
            original,
            random.nextInt(bytes.length - length),
            bytes,
            random.nextInt(bytes.length - length),
            length);
      }
      default -> { // a hole
        int length = 1 + random.nextInt(bytes.length / 4);
        int at = random.nextInt(bytes.length - length);
        Arrays.fill(bytes, at, at + length, (byte) 0);
      }
    }
    return bytes;
  }
}
