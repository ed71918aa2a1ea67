package org.delocate.network.analysis;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.BytePointer;
import org.delocate.network.engine.OnnxEngine;
import org.delocate.network.onnx.OnnxModel;
import org.delocate.network.weights.CheckpointException;

/** A graph in ONNX Runtime; for several threads at once. */
final class OnnxSession implements AutoCloseable {

  private byte[] waiting = {};
  private boolean closed;
  private OrtSession session;

  private OnnxSession() {}

  /**
   * A graph that is opened when it is first run.
   *
   * @param model is copied, so that the checkpoint that its weights lie in need not be kept
   */
  static OnnxSession later(OnnxModel model) {
    OnnxSession closed = new OnnxSession();
    closed.waiting = model.bytes();
    return closed;
  }

  /**
   * A graph that is opened now.
   *
   * @throws CheckpointException if the library finds that something does not fit
   */
  static OnnxSession now(OnnxModel model) {
    OnnxSession open = new OnnxSession();
    open.open(model::writeTo);
    return open;
  }

  /** Writes a graph into memory that it asks for. */
  private interface Graph {
    void writeTo(LongFunction<ByteBuffer> allocation);
  }

  private void open(Graph graph) {
    try (Native memory = new Native()) {
      graph.writeTo(memory::of);
      session = OnnxEngine.open(memory.bytes.asByteBuffer());
    } catch (OrtException e) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          "ONNX Runtime cannot open the networks, which the weights may not fit: " + e.getMessage(),
          e);
    }
  }

  private synchronized OrtSession opened() {
    if (closed) {
      throw new IllegalStateException("the networks are closed");
    }
    if (session == null) {
      byte[] model = waiting;
      open(allocation -> allocation.apply(model.length).put(model));
      waiting = new byte[0];
    }
    return session;
  }

  /** Room for the bytes of a graph, which Java's collector would keep for longer. */
  private static final class Native implements AutoCloseable {

    private BytePointer bytes = new BytePointer();

    ByteBuffer of(long size) {
      bytes = new BytePointer(size);
      return bytes.asByteBuffer();
    }

    @Override
    public void close() {
      bytes.close();
    }
  }

  /**
   * Runs it on this thread; the caller closes the result.
   *
   * @throws IllegalStateException if the library fails, or it is closed
   * @throws CheckpointException if it is opened now, and the library finds that something does not
   *     fit
   */
  OrtSession.Result run(Map<String, OnnxTensor> inputs) {
    try {
      return opened().run(inputs);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    boolean open = !closed && session != null;
    closed = true;
    if (open) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
      }
    }
  }
}
