package org.delocate.network.onnx;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A graph with what a file says of it.
 *
 * @param graph complete
 * @param name of the graph
 * @param producer the program that wrote it, and its version
 * @param meaning for people
 * @param metadata texts by key, which programs read
 */
public record OnnxModel(
    OnnxGraph graph, String name, String producer, String meaning, Map<String, String> metadata) {

  /**
   * Layer normalisation is an operator from 17 on, and 18 enlarges named axes alone; ONNX Runtime
   * knows it since 1.14 (2023). What came later would only shut out older programs.
   */
  public static final int OPERATOR_SET = 18;

  /** The version of the file format that came with these operators. */
  private static final int FORMAT = 8;

  /** The file: a {@code ModelProto}. */
  public byte[] bytes() {
    ProtoMessage model = message();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(model.size()));
    model.writeTo(bytes);
    return bytes.array();
  }

  /**
   * The same in memory of the caller's, such as native one, which no copy for Java stands beside.
   *
   * @param allocation gives room for so many bytes
   */
  public void writeTo(LongFunction<ByteBuffer> allocation) {
    ProtoMessage model = message();
    model.writeTo(allocation.apply(model.size()));
  }

  private ProtoMessage message() {
    ProtoMessage model =
        new ProtoMessage()
            .integer(1, FORMAT)
            .text(2, producer)
            .text(6, meaning)
            .message(7, graph.message(name))
            .message(8, new ProtoMessage().text(1, "").integer(2, OPERATOR_SET));
    metadata.forEach(
        (key, text) -> model.message(14, new ProtoMessage().text(1, key).text(2, text)));
    return model;
  }
}
