package org.delocate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Verdict;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.VideoWriter;
import org.delocate.network.engine.Precision;
import org.delocate.network.model.Checkpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program hands to a detector: paths, streams and pictures in memory, from many threads. */
class DetectorInputsTest {

  private static final DetectorOptions OPTIONS =
      DetectorOptions.defaults()
          .withThreads(1)
          .withPrecision(Precision.FP32)
          .withSampling(FrameSampling.even(4));

  @TempDir private static Path shared;

  private static Checkpoint model;
  private static Detector detector;
  private static Image portrait;
  private static Path picture;
  private static Path video;

  @BeforeAll
  static void openDetector() {
    model = RandomModel.write(shared);
    detector = Detector.open(model, OPTIONS);
    portrait = DrawnFace.picture(320, 240, 120);
    picture = shared.resolve("portrait.png");
    ImageFiles.write(picture, portrait);
    video = shared.resolve("talk.mp4");
    try (VideoWriter writer = new VideoWriter(video, 320, 240, 10)) {
      for (int i = 0; i < 12; i++) {
        writer.write(DrawnFace.picture(320, 240, new double[] {120 + 4.0 * i, 118, 100}), i / 10.0);
      }
    }
  }

  @AfterAll
  static void closeDetector() {
    detector.close();
  }

  @Test
  void aPictureInMemoryIsJudgedAsItsFileIs() throws IOException {
    Report ofFile = detector.scan(picture);
    BufferedImage read = ImageIO.read(picture.toFile());

    Report report = detector.scan(Image.of(read), "portrait");

    assertThat(ofFile.verdict()).isInstanceOf(Verdict.Scored.class);
    assertSameFindings(report, ofFile);
    assertThat(report.input().path()).isEqualTo("portrait");
    assertThat(report.input().sha256()).isEmpty();
    assertThat(report.input().framesDecoded()).isEqualTo(1);
    MediaInfo info = report.input().media().orElseThrow();
    assertThat(info.picture()).isTrue();
    assertThat(List.of(info.width(), info.height())).isEqualTo(List.of(320, 240));
  }

  @Test
  void aPictureInMemoryHasTheLimitsOfAFile() {
    Report report = detector.scan(Image.black(16, 16), "dot");

    assertThat(report.verdict()).isInstanceOf(Verdict.Failed.class);
    assertThat(report.verdict().reason()).contains("too_small");
    assertThat(report.verdict().message()).startsWith("dot: 16 x 16");
    assertThat(report.input().media()).isEmpty();
  }

  @Test
  void aStreamIsJudgedAsItsFileIs() throws IOException {
    for (Path file : List.of(video, picture)) {
      Report ofFile = detector.scan(file);
      try (InputStream content = Files.newInputStream(file)) {
        Report report = detector.scan(content, "uploads/" + file.getFileName());

        assertSameFindings(report, ofFile);
        assertThat(report.input().sha256()).isEqualTo(ofFile.input().sha256()).isPresent();
        assertThat(report.input().media()).isEqualTo(ofFile.input().media());
        assertThat(report.input().path()).isEqualTo("uploads/" + file.getFileName());
        assertThat(content.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aStreamOfNothingFailsByItsName() throws IOException {
    Report report = detector.scan(InputStream.nullInputStream(), "a/b/empty.mp4");
    assertThat(report.verdict().reason()).contains("empty_file");
    assertThat(report.verdict().message()).startsWith("empty.mp4: ");
    for (String name :
        List.of("", "../..", "a/", ".hidden", "Größe.mp4", "a\0b", "x".repeat(300))) {
      Report nameless = detector.scan(InputStream.nullInputStream(), name);
      assertThat(nameless.verdict().message()).startsWith("content: ");
      assertThat(nameless.input().path()).isEqualTo(name);
    }
  }

  @Test
  void aSpooledStreamIsAloneInItsFolderAndGoneAtTheEnd() throws IOException {
    Path folderOfStream;
    try (SpooledInput spooled =
        SpooledInput.of(new ByteArrayInputStream(new byte[300_000]), "C:\\clips\\one.mp4")) {
      folderOfStream = spooled.folder();
      assertThat(folderOfStream).isDirectoryContaining(file -> file.equals(spooled.file()));
      assertThat(spooled.file()).hasFileName("one.mp4").hasSize(300_000);
    }
    assertThat(folderOfStream).doesNotExist();
  }

  @Test
  void aStreamThatBreaksIsTheCallersAffair() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line is dead");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> detector.scan(broken, "broken.mp4"))
        .isInstanceOf(IOException.class)
        .hasMessage("the line is dead");
  }

  @Test
  void anInterruptedThreadReadsNoStream() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> detector.scan(new ByteArrayInputStream(new byte[1]), "one.mp4"))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void severalThreadsGetWhatOneGets() throws Exception {
    List<Callable<Report>> scans =
        List.of(
            () -> detector.scan(video),
            () -> detector.scan(picture),
            () -> detector.scan(portrait, "portrait"),
            () -> {
              try (InputStream content = Files.newInputStream(video)) {
                return detector.scan(content, "talk.mp4");
              }
            });
    List<Report> alone = new ArrayList<>();
    for (Callable<Report> scan : scans) {
      alone.add(scan.call());
    }
    List<Callable<Report>> work = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      work.addAll(scans);
    }

    List<Report> together = atOnce(work);

    for (int i = 0; i < together.size(); i++) {
      assertSameFindings(together.get(i), alone.get(i % scans.size()));
    }
  }

  @Test
  void severalDetectorsSideBySideGetWhatOneGets() throws Exception {
    Report alone = detector.scan(video);
    List<Callable<Report>> work = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      work.add(
          () -> {
            try (Detector own = Detector.open(model, OPTIONS)) {
              own.scan(picture);
              return own.scan(video);
            }
          });
    }

    for (Report report : atOnce(work)) {
      assertSameFindings(report, alone);
    }
  }

  /** Each on a thread of its own, which all begin together. */
  private static List<Report> atOnce(List<Callable<Report>> scans) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(scans.size());
    try {
      CountDownLatch ready = new CountDownLatch(scans.size());
      List<Future<Report>> reports = new ArrayList<>();
      for (Callable<Report> scan : scans) {
        reports.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return scan.call();
                }));
      }
      List<Report> results = new ArrayList<>();
      for (Future<Report> report : reports) {
        results.add(report.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertSameFindings(Report report, Report expected) {
    assertThat(report.verdict()).isEqualTo(expected.verdict());
    assertThat(report.tracks()).isEqualTo(expected.tracks());
    assertThat(report.input().framesDecoded()).isEqualTo(expected.input().framesDecoded());
  }
}
