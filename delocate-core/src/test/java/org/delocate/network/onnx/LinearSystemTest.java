package org.delocate.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems solved by ONNX Runtime, beside solutions in double precision. */
final class LinearSystemTest {

  private static final int SAMPLES = 3;

  /** Of a solution, for each unit of the matrix' condition: some roundings of fp32. */
  private static final double TOLERANCE = 1e-7;

  /** For small conditions. */
  private static final double LEAST_TOLERANCE = 1e-5;

  /**
   * Half a small block, more than one, a whole large one, some of them, and one that is not full.
   */
  @ParameterizedTest
  @CsvSource({
    "8, 10",
    "8, 10000",
    "20, 10",
    "20, 10000",
    "64, 1000",
    "100, 100",
    "256, 10",
    "256, 10000"
  })
  void solutionsAreThoseOfDoublePrecision(int size, double condition) throws OrtException {
    assertSolved(size, condition, conditioned(size, condition));
  }

  /** Of few large values and many alike, as where few patches of a face are visible. */
  @ParameterizedTest
  @CsvSource({"20, 2, 1000", "256, 3, 300", "256, 20, 1000", "256, 200, 3000"})
  void matricesOfLowRankAndNoiseAreNoHarder(int size, int rank, double condition)
      throws OrtException {
    Random random = new Random(size + rank);
    assertSolved(size, condition, ofRank(random, size, rank, condition));
  }

  private static void assertSolved(int size, double condition, double[][] matrices)
      throws OrtException {
    Random random = new Random(1);
    float[] matrix = new float[SAMPLES * size * size];
    float[] aims = new float[SAMPLES * size];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) matrices[i / (size * size)][i % (size * size)];
    }
    for (int i = 0; i < aims.length; i++) {
      aims[i] = (float) random.nextGaussian();
    }
    float[] found = found(size, matrix, aims);
    double tolerance = Math.max(LEAST_TOLERANCE, TOLERANCE * condition);
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] wanted = wanted(size, sample, matrix, aims);
      double error = 0;
      double length = 0;
      for (int i = 0; i < size; i++) {
        error += Math.pow(found[sample * size + i] - wanted[i], 2);
        length += wanted[i] * wanted[i];
      }
      assertThat(Math.sqrt(error / length)).as("sample %d", sample).isLessThan(tolerance);
    }
  }

  private static float[] found(int size, float[] matrix, float[] aims) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model(size));
        OnnxTensor left = tensor(environment, matrix, size, size);
        OnnxTensor right = tensor(environment, aims, size, 1);
        OrtSession.Result result = session.run(Map.of("matrix", left, "aims", right))) {
      float[] found = new float[aims.length];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(found);
      return found;
    }
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, float[] values, long rows, long columns) throws OrtException {
    return OnnxTensor.createTensor(
        environment, FloatBuffer.wrap(values), new long[] {SAMPLES, rows, columns});
  }

  private static byte[] model(int size) {
    OnnxGraph graph = new OnnxGraph();
    graph.output(
        new LinearSystem(size)
            .solution(
                graph,
                graph.input("matrix", ElementType.FLOAT, "", "B", size, size),
                graph.input("aims", ElementType.FLOAT, "", "B", size, 1)),
        "solution",
        ElementType.FLOAT,
        "",
        "B",
        size,
        1);
    return new OnnxModel(graph, "test", "test", "", Map.of()).bytes();
  }

  /** Eigenvalues in equal ratios, eigenvectors by chance. */
  private static double[][] conditioned(int size, double condition) {
    Random random = new Random(size);
    double[][] matrices = new double[SAMPLES][];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = Math.pow(condition, i / (size - 1.0));
      }
      matrices[sample] = turned(random, values);
    }
    return matrices;
  }

  private static double[][] ofRank(Random random, int size, int rank, double condition) {
    double[][] matrices = new double[SAMPLES][];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = i < rank ? condition : 1;
      }
      matrices[sample] = turned(random, values);
    }
    return matrices;
  }

  /** A matrix with these eigenvalues: reflected at a plane by chance for each of its rows. */
  private static double[] turned(Random random, double[] values) {
    int size = values.length;
    double[] matrix = new double[size * size];
    for (int i = 0; i < size; i++) {
      matrix[i * size + i] = values[i];
    }
    for (int turn = 0; turn < size; turn++) {
      double[] normal = random.doubles(size, -1, 1).toArray();
      reflect(matrix, normal, size, 1);
      reflect(matrix, normal, 1, size);
    }
    return matrix;
  }

  /** Reflects the rows or the columns of a matrix, which are these steps apart. */
  private static void reflect(double[] matrix, double[] normal, int step, int within) {
    int size = normal.length;
    double square = 0;
    for (double value : normal) {
      square += value * value;
    }
    for (int row = 0; row < size; row++) {
      double along = 0;
      for (int i = 0; i < size; i++) {
        along += normal[i] * matrix[row * step + i * within];
      }
      for (int i = 0; i < size; i++) {
        matrix[row * step + i * within] -= 2 * along / square * normal[i];
      }
    }
  }

  /** By Gauss, without a search for pivots. */
  private static double[] wanted(int size, int sample, float[] matrices, float[] aims) {
    double[][] rows = new double[size][size + 1];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = matrices[(sample * size + i) * size + j];
      }
      rows[i][size] = aims[sample * size + i];
    }
    for (int pivot = 0; pivot < size; pivot++) {
      for (int i = pivot + 1; i < size; i++) {
        double share = rows[i][pivot] / rows[pivot][pivot];
        for (int j = pivot; j <= size; j++) {
          rows[i][j] -= share * rows[pivot][j];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double rest = rows[i][size];
      for (int j = i + 1; j < size; j++) {
        rest -= rows[i][j] * solution[j];
      }
      solution[i] = rest / rows[i][i];
    }
    return solution;
  }
}
