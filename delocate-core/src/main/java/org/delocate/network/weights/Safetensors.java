package org.delocate.network.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * A file of named tensors in the safetensors format: eight bytes for the length of a JSON header,
 * the header (type, shape and place of each tensor), the values in little-endian order.
 *
 * <p>Everything is checked before a value is used: the places must fill the file without gaps or
 * overlaps, and fit shape and type. Weights of all three types become fp32 tensors. {@link
 * SafetensorsWriter} writes such files.
 */
public final class Safetensors {

  /** How numbers are stored. */
  public enum Type {
    F32(4, 0x7F80_0000, torch.ScalarType.Float),
    F16(2, 0x7C00, torch.ScalarType.Half),
    BF16(2, 0x7F80, torch.ScalarType.BFloat16);

    final int bytes;

    /** The bits of a value that hold its exponent. */
    final int exponent;

    final torch.ScalarType scalarType;

    Type(int bytes, int exponent, torch.ScalarType scalarType) {
      this.bytes = bytes;
      this.exponent = exponent;
      this.scalarType = scalarType;
    }
  }

  private record Entry(Type type, long[] shape, int start, int end) {}

  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  /** Values that are widened at a time. */
  private static final int SOME = 1 << 13;

  private static final long LARGEST_HEADER = 100_000_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

  private final String origin;
  private final byte[] content;
  private final String digest;
  private final int dataStart;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private Safetensors(String origin, byte[] content, String digest) {
    this.origin = origin;
    this.digest = digest;
    this.content = content;
    if (content.length < LENGTH_BYTES) {
      throw damaged("it has " + content.length + " bytes");
    }
    long headerLength = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerLength < 2
        || headerLength > LARGEST_HEADER
        || headerLength > content.length - LENGTH_BYTES) {
      throw damaged("it does not begin with a header of safetensors, or is cut off inside it");
    }
    dataStart = LENGTH_BYTES + (int) headerLength;
    readHeader();
    checkPlaces();
  }

  /**
   * Reads and checks a file.
   *
   * @throws CheckpointException if it is missing, unreadable or damaged
   */
  public static Safetensors read(Path file) {
    try {
      if (Files.size(file) > Integer.MAX_VALUE - LENGTH_BYTES) {
        throw new CheckpointException(
            CheckpointException.Reason.DAMAGED_WEIGHTS, file + " is larger than 2 GB");
      }
      return new Safetensors(file.toString(), Files.readAllBytes(file), null);
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          CheckpointException.Reason.NOT_FOUND, "there is no file " + file, e);
    } catch (IOException e) {
      throw new CheckpointException(
          CheckpointException.Reason.UNREADABLE, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads and checks a stream to its end.
   *
   * @param origin what to call it in messages
   * @throws CheckpointException if it is unreadable or damaged
   */
  public static Safetensors read(InputStream stream, String origin) {
    return read(stream, origin, null);
  }

  /**
   * Reads and checks a stream to its end.
   *
   * @param digest its SHA-256 if that is known, else null
   */
  public static Safetensors read(InputStream stream, String origin, String digest) {
    try {
      return new Safetensors(origin, allOf(stream), digest);
    } catch (IOException e) {
      throw new CheckpointException(
          CheckpointException.Reason.UNREADABLE, origin + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Weights are large: without copies on the way, if the stream says how long it is. */
  private static byte[] allOf(InputStream stream) throws IOException {
    byte[] expected = new byte[stream.available()];
    int length = stream.readNBytes(expected, 0, expected.length);
    byte[] more = stream.readAllBytes();
    if (length == expected.length && more.length == 0) {
      return expected;
    }
    byte[] all = Arrays.copyOf(expected, length + more.length);
    System.arraycopy(more, 0, all, length, more.length);
    return all;
  }

  /** Where it came from, for messages. */
  public String origin() {
    return origin;
  }

  /** Names of the tensors, in the order of the header. */
  public Set<String> names() {
    return Set.copyOf(entries.keySet());
  }

  /** Free text of the header. */
  public Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /** SHA-256 of the whole file in hexadecimal digits: the identity of a model. */
  public String sha256() {
    if (digest != null) {
      return digest;
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether whoever read it knew its digest before: then nobody has changed it since. */
  public boolean isKnown() {
    return digest != null;
  }

  /** Sizes of the axes of a tensor. */
  public long[] shape(String name) {
    return entry(name).shape().clone();
  }

  /** How a tensor is stored. */
  public Type type(String name) {
    return entry(name).type();
  }

  /**
   * A tensor's values as fp32; the caller closes it.
   *
   * @throws CheckpointException if there is none of this name, or a value is not finite
   */
  public Tensor tensor(String name) {
    Entry entry = entry(name);
    try (PointerScope scope = new PointerScope()) {
      Tensor stored = torch.zeros(entry.shape(), new TensorOptions(entry.type().scalarType));
      new BytePointer(stored.data_ptr())
          .capacity(entry.end() - entry.start())
          .put(content, dataStart + entry.start(), entry.end() - entry.start());
      Tensor values = stored.to(torch.ScalarType.Float);
      if (values.numel() > 0 && !isFinite(values)) {
        throw notFinite(name);
      }
      return values.retainReference();
    }
  }

  /** Both ends are finite: neither of them is where any value is not a number. */
  private static boolean isFinite(Tensor values) {
    T_TensorTensor_T ends = torch.aminmax(values);
    return Double.isFinite(ends.get0().item_double()) && Double.isFinite(ends.get1().item_double());
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * A tensor's values as they lie in the file, of {@link #type} and in little-endian order; for
   * reading, not copied.
   *
   * @throws CheckpointException if there is none of this name, or a value is not finite
   */
  public ByteBuffer stored(String name) {
    Entry entry = entry(name);
    checkFinite(name, entry);
    return bytes(entry).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A tensor's values as fp32 in Java's memory, in the order of its axes.
   *
   * @throws CheckpointException if there is none of this name, or a value is not finite
   */
  public float[] values(String name) {
    float[] values = new float[count(entry(name))];
    read(name, 0, values, values.length);
    return values;
  }

  /**
   * Puts a tensor's values as fp32, in the order of its axes.
   *
   * @param out in whose order of bytes they are put
   * @throws CheckpointException if there is none of this name, or a value is not finite
   */
  public void write(String name, ByteBuffer out) {
    int count = count(entry(name));
    FloatBuffer floats = out.asFloatBuffer();
    float[] some = new float[Math.min(count, SOME)];
    for (int from = 0; from < count; from += SOME) {
      int now = Math.min(SOME, count - from);
      read(name, from, some, now);
      floats.put(some, 0, now);
    }
    out.position(out.position() + Float.BYTES * count);
  }

  private static int count(Entry entry) {
    return (entry.end() - entry.start()) / entry.type().bytes;
  }

  /**
   * Values of a tensor from one on. They are copied as blocks: one by one takes ten times as long.
   */
  private void read(String name, int from, float[] to, int count) {
    Entry entry = entry(name);
    ByteBuffer bytes = bytes(entry).position(entry.type().bytes * from).slice();
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    switch (entry.type()) {
      case F32 -> bytes.asFloatBuffer().get(to, 0, count);
      case F16 -> Halves.values(shorts(bytes, count), to);
      case BF16 -> {
        short[] upper = shorts(bytes, count);
        for (int i = 0; i < count; i++) {
          to[i] = Float.intBitsToFloat(upper[i] << Short.SIZE);
        }
      }
    }
    float nothing = 0;
    for (int i = 0; i < count; i++) {
      nothing += to[i] * 0;
    }
    if (nothing != 0) { // 0 times what is infinite, or no number, is no number
      throw notFinite(name);
    }
  }

  private static short[] shorts(ByteBuffer bytes, int count) {
    short[] shorts = new short[count];
    bytes.asShortBuffer().get(shorts);
    return shorts;
  }

  private ByteBuffer bytes(Entry entry) {
    return ByteBuffer.wrap(content, dataStart + entry.start(), entry.end() - entry.start())
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Of infinite values, and of what is no number, all bits of the exponent are set. */
  private void checkFinite(String name, Entry entry) {
    ByteBuffer bytes = bytes(entry);
    int exponent = entry.type().exponent;
    boolean wide = entry.type().bytes == Float.BYTES;
    while (bytes.hasRemaining()) {
      int bits = wide ? bytes.getInt() : bytes.getShort();
      if ((bits & exponent) == exponent) {
        throw notFinite(name);
      }
    }
  }

  private CheckpointException notFinite(String name) {
    return new CheckpointException(
        CheckpointException.Reason.NOT_FINITE,
        origin + ": " + name + " has values that are infinite or not a number");
  }

  private void readHeader() {
    JsonNode header;
    try {
      header =
          JSON.readTree(
              new String(content, LENGTH_BYTES, dataStart - LENGTH_BYTES, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw damaged("its header is no JSON object: " + e.getOriginalMessage());
    }
    if (header == null || !header.isObject()) {
      throw damaged("its header is no JSON object");
    }
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        entries.put(field.getKey(), readEntry(field.getKey(), field.getValue()));
      }
    }
  }

  private Entry readEntry(String name, JsonNode node) {
    JsonNode shapeNode = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!node.path("dtype").isTextual()
        || !shapeNode.isArray()
        || offsets.size() != 2
        || !offsets.get(0).isIntegralNumber()
        || !offsets.get(1).isIntegralNumber()) {
      throw damaged("tensor " + name + " lacks dtype, shape or data_offsets");
    }
    Type type;
    try {
      type = Type.valueOf(node.path("dtype").asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw damaged("tensor " + name + " is of type " + node.path("dtype").asText());
    }
    long[] shape = new long[shapeNode.size()];
    long size = type.bytes;
    try {
      for (int i = 0; i < shape.length; i++) {
        shape[i] = shapeNode.get(i).isIntegralNumber() ? shapeNode.get(i).asLong() : -1;
        if (shape[i] < 0) {
          throw damaged("tensor " + name + " has shape " + shapeNode);
        }
        size = Math.multiplyExact(size, shape[i]);
      }
    } catch (ArithmeticException e) {
      throw damaged("tensor " + name + " has shape " + shapeNode);
    }
    long start = offsets.get(0).asLong();
    long end = offsets.get(1).asLong();
    if (start < 0 || end < start || end > content.length - dataStart || end - start != size) {
      throw damaged(
          "tensor "
              + name
              + " of "
              + size
              + " bytes is said to lie at "
              + offsets
              + " of "
              + (content.length - dataStart)
              + " bytes");
    }
    return new Entry(type, shape, (int) start, (int) end);
  }

  private void checkPlaces() {
    List<Entry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingInt(Entry::start).thenComparingInt(Entry::end));
    int end = 0;
    for (Entry entry : ordered) {
      if (entry.start() != end) {
        throw damaged("its tensors overlap or leave gaps at byte " + end + " of the data");
      }
      end = entry.end();
    }
    if (end != content.length - dataStart) {
      throw damaged("it has " + (content.length - dataStart - end) + " bytes of no tensor");
    }
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE, origin + " has no tensor " + name);
    }
    return entry;
  }

  private CheckpointException damaged(String what) {
    return new CheckpointException(
        CheckpointException.Reason.DAMAGED_WEIGHTS, origin + " is no usable weights file: " + what);
  }
}
