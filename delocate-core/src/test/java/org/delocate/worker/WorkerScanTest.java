package org.delocate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.delocate.detection.RandomModel;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.report.ReportFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real scans in real worker processes, with a small model of random weights. */
@Timeout(120)
final class WorkerScanTest {
  private static final Path FACE = Path.of("../samples/astronaut-real.mp4").toAbsolutePath();
  @TempDir private static Path shared;
  private static WorkerPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws IOException {
    Path model = Files.createDirectory(shared.resolve("model"));
    RandomModel.write(model);
    pool =
        WorkerPool.open(
            new WorkerSettings(
                1,
                1,
                WorkerOptions.of(
                    Optional.of(model),
                    DetectorOptions.defaults().withThreads(1).withSampling(FrameSampling.even(4))),
                WorkerLimits.defaults(),
                shared.resolve("scratch")));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private WorkerTask.Scan scan(Path input) {
    return new WorkerTask.Scan(
        input.toString(),
        "clip of a stranger.mp4",
        folder.resolve("report").toString(),
        EnumSet.of(ReportFormat.JSON, ReportFormat.HTML, ReportFormat.MASKS),
        -1,
        true);
  }

  @Test
  void aScanInAWorkerIsAScan() throws Exception {
    ScanResult result = pool.scan(scan(FACE), WorkerPool.Listener.NONE);

    assertThat(result.header().at("/input/path").asText()).isEqualTo("clip of a stranger.mp4");
    assertThat(result.header().at("/verdict/status").asText()).isEqualTo("scored");
    assertThat(result.line()).contains("probability of forgery");
    assertThat(result.persons()).isEqualTo(1);
    assertThat(namesIn(folder.resolve("report")))
        .containsExactly("masks", "person-1.jpg", "report.html", "report.json", "thumbnail.jpg");
  }

  @Test
  void aWorkerThatIsKilledInTheMiddleIsReplacedAndItsScanDoneByAnother() throws Exception {
    AtomicBoolean killed = new AtomicBoolean();

    ScanResult result =
        pool.scan(
            scan(FACE),
            (done, total) -> {
              if (!killed.getAndSet(true)) {
                pool.pids().stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .forEach(ProcessHandle::destroyForcibly);
              }
            });

    assertThat(killed).isTrue();
    assertThat(result.header().at("/verdict/status").asText()).isEqualTo("scored");
    assertThat(namesIn(folder.resolve("report"))).contains("report.json", "thumbnail.jpg");
  }

  @Test
  void aFileThatIsNoVideoFailsUnderItsOwnName() throws Exception {
    Path text = Files.writeString(folder.resolve("0123456789abcdef"), "not a video");

    ScanResult result = pool.scan(scan(text), WorkerPool.Listener.NONE);

    assertThat(result.header().at("/verdict/reason").asText()).isEqualTo("not_media");
    assertThat(result.message()).contains("clip of a stranger.mp4").doesNotContain("0123456789");
    WorkerFailure noPreview =
        catchThrowableOfType(
            WorkerFailure.class,
            () ->
                pool.run(
                    new WorkerTask.Preview(text.toString(), folder.resolve("preview").toString()),
                    WorkerPool.Listener.NONE));
    assertThat(noPreview.code()).isEqualTo("not_media");
  }

  @Test
  void aPreviewHasAllFramesAtTheirTimes() throws Exception {
    JsonNode name =
        pool.run(
            new WorkerTask.Preview(FACE.toString(), folder.resolve("preview").toString()),
            WorkerPool.Listener.NONE);

    assertThat(name.asText()).isEqualTo("preview.mp4");
    try (MediaReader original = MediaReader.open(FACE);
        MediaReader preview = MediaReader.open(folder.resolve("preview/preview.mp4"))) {
      MediaInfo info = preview.info();
      assertThat(info.codec()).isEqualTo("h264");
      assertThat(info.frames()).isEqualTo(original.info().frames());
      assertThat(info.height()).isEqualTo(Math.min(720, original.info().height()));
      assertThat(preview.next().orElseThrow().timeSeconds())
          .isEqualTo(original.next().orElseThrow().timeSeconds());
    }
  }

  @Test
  void foldersAreSearchedAndStreamsListedInTheWorkerToo() throws Exception {
    Files.copy(FACE, folder.resolve("clip.mp4"));
    Files.writeString(folder.resolve("notes.txt"), "notes");

    JsonNode found = pool.run(new WorkerTask.Search(folder.toString()), WorkerPool.Listener.NONE);
    JsonNode streams =
        pool.run(
            new WorkerTask.Streams(folder.resolve("clip.mp4").toString()),
            WorkerPool.Listener.NONE);

    assertThat(found.get("media")).hasSize(1);
    assertThat(found.get("others").asInt()).isEqualTo(1);
    assertThat(streams).hasSize(1);
  }

  private static Stream<String> namesIn(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
