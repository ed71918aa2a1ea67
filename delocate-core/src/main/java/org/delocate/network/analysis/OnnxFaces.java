package org.delocate.network.analysis;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.MotionCompensation;
import org.delocate.media.image.Image;
import org.delocate.network.export.OnnxExport;
import org.delocate.network.export.ScanGraph;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.input.TextureView;
import org.delocate.network.texture.FaceOutlines;

/** A batch of faces as the inputs of {@link ScanGraph}, in native memory until it is closed. */
final class OnnxFaces implements AutoCloseable {

  private static final int COLOURS = 3;

  private final List<AlignedFace> faces;
  private final NetworkConfiguration configuration;
  private final int side;
  private final List<Pointer> memory = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final BytePointer crops;

  /**
   * The pictures of faces.
   *
   * @throws IllegalStateException if the library fails
   */
  OnnxFaces(List<AlignedFace> faces, NetworkConfiguration configuration) {
    this.faces = faces;
    this.configuration = configuration;
    side = configuration.view().size();
    try {
      crops = bytes(AlignedFace::crop);
      put(ScanGraph.FACES, crops);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The inputs of {@link ScanGraph#networks}. */
  Map<String, OnnxTensor> ofNetworks() {
    Map<String, OnnxTensor> chosen = new HashMap<>();
    chosen.put(ScanGraph.FACES, inputs.get(ScanGraph.FACES));
    chosen.put(ScanGraph.PARTS, inputs.computeIfAbsent(ScanGraph.PARTS, name -> parts()));
    if (OnnxExport.asksForOutlines(configuration)) {
      chosen.put(
          ScanGraph.OUTLINES, inputs.computeIfAbsent(ScanGraph.OUTLINES, name -> outlines()));
    }
    return chosen;
  }

  /** The inputs of {@link ScanGraph#texture} of faces whose next frame is not known. */
  Map<String, OnnxTensor> ofStill() {
    return Map.of(ScanGraph.FACES, inputs.get(ScanGraph.FACES));
  }

  /** The inputs of {@link ScanGraph#texture} of faces that move. */
  Map<String, OnnxTensor> ofMoving() {
    Map<String, OnnxTensor> chosen = new HashMap<>(ofStill());
    BytePointer later = bytes(face -> face.later().orElseThrow());
    for (String name : ScanGraph.laterInputs(configuration)) {
      boolean asIs = name.equals(OnnxExport.inputName(TextureView.MOTION));
      put(name, asIs ? later : compensated(later));
      chosen.put(name, inputs.get(name));
    }
    return chosen;
  }

  private BytePointer compensated(BytePointer later) {
    BytePointer back = kept(new BytePointer(crops.capacity()));
    MotionCompensation.compensate(pictures(crops), pictures(later), pictures(back));
    return back;
  }

  /** In the same memory. */
  private List<Mat> pictures(BytePointer bytes) {
    List<Mat> pictures = new ArrayList<>();
    long size = (long) COLOURS * side * side;
    for (int i = 0; i < faces.size(); i++) {
      BytePointer one = kept(bytes.getPointer(size * i));
      pictures.add(kept(new Mat(side, side, opencv_core.CV_8UC3, one)));
    }
    return pictures;
  }

  private BytePointer bytes(Function<AlignedFace, Image> picture) {
    int size = COLOURS * side * side;
    BytePointer bytes = kept(new BytePointer((long) size * faces.size()));
    for (int i = 0; i < faces.size(); i++) {
      bytes.position((long) size * i).put(picture.apply(faces.get(i)).rgb(), 0, size);
    }
    return bytes.position(0);
  }

  private void put(String name, BytePointer pictures) {
    ByteBuffer bytes = pictures.asByteBuffer();
    long[] shape = {faces.size(), side, side, COLOURS};
    inputs.put(
        name,
        made(
            environment -> OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8)));
  }

  private OnnxTensor parts() {
    int[][][] parts =
        faces.stream()
            .map(face -> FaceTensors.parts(face.landmarks(), configuration))
            .toArray(int[][][]::new);
    int hidden = parts[0][0].length;
    long[] shape = {faces.size(), PatchSelection.PARTS, hidden};
    LongBuffer numbers =
        kept(new LongPointer(shape[0] * shape[1] * shape[2])).asByteBuffer().asLongBuffer();
    for (int[][] ofFace : parts) {
      for (int[] ofPart : ofFace) {
        for (int patch : ofPart) {
          numbers.put(patch);
        }
      }
    }
    return made(environment -> OnnxTensor.createTensor(environment, numbers.flip(), shape));
  }

  private OnnxTensor outlines() {
    long[] shape = {faces.size(), FaceOutlines.NUMBERS};
    FloatBuffer numbers =
        kept(new FloatPointer(shape[0] * shape[1])).asByteBuffer().asFloatBuffer();
    faces.forEach(face -> numbers.put(FaceOutlines.of(face.landmarks(), configuration)));
    return made(environment -> OnnxTensor.createTensor(environment, numbers.flip(), shape));
  }

  private interface Making {
    OnnxTensor in(OrtEnvironment environment) throws OrtException;
  }

  private static OnnxTensor made(Making making) {
    try {
      return making.in(OrtEnvironment.getEnvironment());
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private <P extends Pointer> P kept(P pointer) {
    memory.add(pointer);
    return pointer;
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    memory.forEach(Pointer::close);
  }
}
