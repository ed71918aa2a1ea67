package org.delocate.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.delocate.cli.CommandRun;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs are given, and what they make of it. */
final class ExportCommandTest {
  private static final String CLIP = "../samples/astronaut-forged.mp4";
  private static final int FACES = 3;

  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  /** The shipped model in ONNX Runtime, on faces that a scan has scored in fp32. */
  @Test
  void exportedNetworksScoreAsAScanDoes() throws IOException, OrtException {
    Path networks = folder.resolve("delocate.onnx");
    Path faces = folder.resolve("faces.npz");
    assertThat(run.execute("export", "onnx", "--out", networks.toString())).isZero();
    assertThat(run.out()).contains("delocate.onnx", "MB", "Terms of the training data");
    assertThat(
            run.execute(
                "export",
                "faces",
                CLIP,
                "--frames",
                "" + FACES,
                "--precision",
                "fp32",
                "--out",
                faces.toString()))
        .isZero();
    assertThat(run.out()).contains(FACES + " faces in ");

    Map<String, ByteBuffer> arrays = read(faces);
    float[] scored = probabilities(networks, arrays);
    assertThat(arrays.get("moves").get(0)).isEqualTo((byte) 1);
    for (int face = 0; face < FACES; face++) {
      assertThat((double) scored[face])
          .isCloseTo(arrays.get("probability").getDouble(8 * face), within(1e-3));
    }
  }

  private static float[] probabilities(Path networks, Map<String, ByteBuffer> arrays)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long side = Math.round(Math.sqrt(arrays.get("face").remaining() / (3.0 * FACES)));
    long hidden = arrays.get("parts").remaining() / (8 * 3 * FACES);
    long[] pictures = {FACES, 3, side, side};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(networks.toString(), options)) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      for (String name : session.getInputNames()) {
        ByteBuffer values = arrays.get(name);
        inputs.put(
            name,
            switch (name) {
              case "parts" ->
                  OnnxTensor.createTensor(
                      environment, values.asLongBuffer(), new long[] {FACES, 3, hidden});
              case "outlines" ->
                  OnnxTensor.createTensor(
                      environment,
                      values.asFloatBuffer(),
                      new long[] {FACES, FaceOutlines.NUMBERS});
              default -> OnnxTensor.createTensor(environment, values(values), pictures);
            });
      }
      try (OrtSession.Result result = session.run(inputs)) {
        FloatBuffer found =
            ((OnnxTensor) result.get("probability_moving").orElseThrow()).getFloatBuffer();
        float[] all = new float[found.remaining()];
        found.get(all);
        return all;
      } finally {
        inputs.values().forEach(OnnxTensor::close);
      }
    }
  }

  private static FloatBuffer values(ByteBuffer bytes) {
    FloatBuffer values = FloatBuffer.allocate(bytes.remaining());
    for (int i = 0; i < bytes.remaining(); i++) {
      values.put(i, (bytes.get(i) & 0xFF) / 255f);
    }
    return values;
  }

  /** The values of each array of an archive. */
  private static Map<String, ByteBuffer> read(Path archive) throws IOException {
    Map<String, ByteBuffer> arrays = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ByteBuffer bytes = ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int start = 10 + bytes.getShort(8);
        assertThat(start % 64).isZero();
        arrays.put(
            entry.getName().replace(".npy", ""),
            bytes.position(start).slice().order(ByteOrder.LITTLE_ENDIAN));
      }
    }
    assertThat(arrays)
        .containsKeys("face", "compensated", "moves", "parts", "seconds", "probability", "person");
    FloatBuffer outlines = arrays.get("outlines").asFloatBuffer();
    assertThat(outlines.remaining()).isEqualTo(FaceOutlines.NUMBERS * FACES);
    for (int face = 0; face < FACES; face++) {
      // As in any aligned picture, the eyes lie within, and the face is higher than wide.
      int at = FaceOutlines.NUMBERS * face;
      int middle = at + 2 + FaceOutlines.ROWS;
      float height = outlines.get(at + 1) - outlines.get(at);
      float width = outlines.get(middle + 1) - outlines.get(middle);
      assertThat(width).isBetween(0.4f, 0.9f);
      assertThat(height).isBetween(width, 1.1f);
    }
    return arrays;
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "mine");
    assertRefused("is there already", "onnx", "--out", there.toString());
    assertRefused("is there already", "faces", CLIP, "--out", there.toString());
    assertThat(there).hasContent("mine");
  }

  @Test
  void aFolderThatCannotBeOneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertRefused("a file, not a folder", "onnx", "--out", file.resolve("a.onnx").toString());
  }

  @Test
  void formatsThatThereAreAreNamed() {
    assertRefused("onnx or faces");
    assertRefused("'tflite'", "tflite", "--out", folder.resolve("a.tflite").toString());
    assertRefused("--out", "onnx");
  }

  @Test
  void whatIsNoModelOrHasNoFaceIsSaid() throws IOException {
    Path out = folder.resolve("out");
    assertRefused(
        "there is no checkpoint", "onnx", "--model", folder + "/none", "--out", out.toString());
    String model = SmallModel.writeTo(folder.resolve("model")).toString();
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    assertThat(
            run.execute(
                "export", "faces", text.toString(), "--model", model, "--out", out.toString()))
        .isEqualTo(3);
    assertThat(out).doesNotExist();
  }

  private void assertRefused(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "export";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(run.execute(all)).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }
}
