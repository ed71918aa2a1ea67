package org.delocate.network.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Writes {@link Safetensors} files. */
public final class SafetensorsWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SafetensorsWriter() {}

  /**
   * Writes tensors so that a reader finds the old file or the new one, never half of one.
   *
   * @param tensors of floating-point numbers, any memory layout
   * @param metadata free text for the header
   * @throws CheckpointException if writing fails
   */
  public static void write(
      Path file, Map<String, Tensor> tensors, Safetensors.Type type, Map<String, String> metadata) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path temporary = beside(target);
      try {
        try (OutputStream out = Files.newOutputStream(temporary)) {
          write(out, tensors, type, metadata);
        }
        replace(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new CheckpointException(
          CheckpointException.Reason.UNREADABLE, file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * A place for the unfinished file. The system's temporary files would be readable by their owner
   * alone, and so would the checkpoint.
   */
  public static Path beside(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /** Moves a finished file into its place in one step, where the file system can. */
  public static void replace(Path finished, Path target) throws IOException {
    try {
      Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void write(
      OutputStream out,
      Map<String, Tensor> tensors,
      Safetensors.Type type,
      Map<String, String> metadata)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = header.putObject(Safetensors.METADATA);
      metadata.forEach(texts::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long size = entry.getValue().numel() * type.bytes;
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", type.name());
      var shape = node.putArray("shape");
      for (long axis : entry.getValue().shape()) {
        shape.add(axis);
      }
      node.putArray("data_offsets").add(offset).add(offset + size);
      offset += size;
    }
    byte[] text = JSON.writeValueAsBytes(header);
    // Spaces bring the data to a multiple of eight bytes, as the format advises.
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer start =
        ByteBuffer.allocate(Safetensors.LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(padded).put(text);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    out.write(start.array());
    for (Tensor tensor : tensors.values()) {
      out.write(bytes(tensor, type));
    }
  }

  private static byte[] bytes(Tensor tensor, Safetensors.Type type) {
    try (PointerScope scope = new PointerScope()) {
      Tensor stored = tensor.detach().cpu().to(type.scalarType).contiguous();
      byte[] bytes = new byte[Math.toIntExact(stored.numel() * type.bytes)];
      new BytePointer(stored.data_ptr()).capacity(bytes.length).get(bytes);
      return bytes;
    }
  }
}
