package org.delocate.network.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.texture.FaceOutlines;

/** An exported model in ONNX Runtime, on one thread. */
final class OnnxRun implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRun(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /**
   * All outputs by name, row by row.
   *
   * @param pictures inputs by name, of which those are left out that the model does not have
   */
  Map<String, float[]> run(Map<String, float[]> pictures, int side, long[] parts)
      throws OrtException {
    long faces = pictures.get("face").length / (3L * side * side);
    long[] ofPictures = {faces, 3, side, side};
    long[] ofParts = {faces, PatchSelection.PARTS, parts.length / (faces * PatchSelection.PARTS)};
    Map<String, OnnxTensor> inputs = new HashMap<>();
    Map<String, float[]> outputs = new TreeMap<>();
    try {
      inputs.put("parts", OnnxTensor.createTensor(environment, LongBuffer.wrap(parts), ofParts));
      for (Map.Entry<String, float[]> picture : pictures.entrySet()) {
        if (session.getInputNames().contains(picture.getKey())) {
          FloatBuffer values = FloatBuffer.wrap(picture.getValue());
          long[] shape =
              picture.getKey().equals(OnnxExport.OUTLINES)
                  ? new long[] {values.remaining() / FaceOutlines.NUMBERS, FaceOutlines.NUMBERS}
                  : ofPictures;
          inputs.put(picture.getKey(), OnnxTensor.createTensor(environment, values, shape));
        }
      }
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
          float[] all = new float[values.remaining()];
          values.get(all);
          outputs.put(output.getKey(), all);
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
