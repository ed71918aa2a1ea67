package org.delocate.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

  @Test
  void whatIsWrittenIntoMemoryIsTheFile() {
    byte[] file = model().bytes();
    List<IntFunction<ByteBuffer>> kinds = List.of(ByteBuffer::allocate, ByteBuffer::allocateDirect);
    for (IntFunction<ByteBuffer> memory : kinds) {
      List<ByteBuffer> asked = new ArrayList<>();
      model()
          .writeTo(
              size -> {
                asked.add(memory.apply(Math.toIntExact(size)));
                return asked.get(0);
              });
      assertThat(asked).hasSize(1);
      byte[] written = new byte[asked.get(0).flip().remaining()];
      asked.get(0).get(written);
      assertThat(written).isEqualTo(file);
    }
  }

  /** In whatever order of bytes the memory is handed over. */
  @Test
  void aModelIsWrittenAsOftenAsAsked() {
    OnnxModel model = model();
    byte[] first = model.bytes();
    ByteBuffer memory = ByteBuffer.allocate(first.length);
    model.writeTo(size -> memory);
    assertThat(memory.array()).isEqualTo(first);
    assertThat(model.bytes()).isEqualTo(first);
  }

  @Test
  void aConstantThatIsNotAsLongAsItSaysIsNoticed() {
    for (int count : new int[] {1, 3}) {
      OnnxGraph graph = new OnnxGraph();
      float[] values = new float[count];
      graph.constant(ConstantTensor.floats(() -> values, 2));
      graph.constant(ConstantTensor.floats(new float[8], 8));
      OnnxModel wrong = new OnnxModel(graph, "wrong", "a test", "", Map.of());
      assertThatThrownBy(wrong::bytes)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a part of 8 bytes");
    }
  }

  private static OnnxModel model() {
    OnnxGraph graph = new OnnxGraph();
    Operators operators = new Operators(graph);
    Value input = graph.input("input", ElementType.FLOAT, "numbers", "B", 3);
    byte[] halves = {0, 0x3C, 0, 0x40, 0, 0x42};
    Value weights =
        graph.constant(
            "weights",
            new ConstantTensor(
                ElementType.FLOAT16, new long[] {3}, halves.length, out -> out.put(halves)));
    Value factor = graph.constant(ConstantTensor.written(out -> out.putFloat(2), 1));
    Value product = operators.multiply(input, operators.as(ElementType.FLOAT, weights));
    graph.output(
        operators.multiply(product, factor), "output", ElementType.FLOAT, "theirs", "B", 3);
    return new OnnxModel(graph, "small", "a test", "for a test", Map.of("key", "text"));
  }
}
