package org.delocate.media.container;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PARAM_CHANGE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/**
 * What the packets of a video say of how they lean on each other, in the order in which they are
 * decoded: enough to decode some frames, exactly as they are, without all the others.
 *
 * <p>That is known of H.264 and HEVC in containers that state the length of each unit (MP4, MOV,
 * Matroska, FLV): at an IDR picture, or a CRA picture of HEVC, decoding can begin, and what no
 * other picture refers to is marked by the codec itself, in the first two bytes of each unit.
 * Recovery points of H.264 are no beginnings here: what comes after one may lean on what came
 * before it. Whatever is not as expected (a flag of damage, parameters that change, fields, layers,
 * time stamps that are missing or come twice, packets that are not shown, a gap in an even rhythm)
 * ends it: then nothing is known, and all has to be decoded.
 */
public final class CodedPackets {

  /** Frames whose distances are as alike as this, in so large a share of them, have a rhythm. */
  private static final double LEAST_RHYTHM = 0.9;

  private static final double SAME_DISTANCE = 0.1;

  /** So many times the usual distance of two frames are a gap, in which one is missing. */
  private static final double GAP = 1.5;

  private static final int ENTRY = 1;
  private static final int UNUSED_BY_OTHERS = 2;
  private static final int SKIPPED_AT_ENTRY = 4;
  private static final int SHARED_BY_LAYERS = 8;
  private static final int CONTINUES_ORDER = 16;

  private final boolean hevc;
  private final int lengthBytes;
  private final boolean listed;
  private boolean known;
  private int count;
  private long[] times = new long[1024];
  private int[] sizes = new int[1024];
  private byte[] marks = new byte[1024];
  private byte[] layers = new byte[1024];
  private int parameters;
  private boolean anyParameters;

  /** Nothing yet: {@link FrameIndex#of(Demuxer, CodedPackets)} fills it. */
  public CodedPackets(Demuxer demuxer) {
    AVCodecParameters coded = demuxer.stream().codecpar();
    hevc = coded.codec_id() == AV_CODEC_ID_HEVC;
    lengthBytes = lengthBytes(coded, hevc);
    boolean fields =
        coded.field_order() != AV_FIELD_PROGRESSIVE && coded.field_order() != AV_FIELD_UNKNOWN;
    // A table of all frames tells by itself whether one is missing.
    listed = demuxer.container().startsWith("mov,") && demuxer.stream().nb_frames() > 0;
    known = (hevc || coded.codec_id() == AV_CODEC_ID_H264) && lengthBytes > 0 && !fields;
  }

  /** The size of the numbers that state lengths, or 0 if units are not told apart by them. */
  private static int lengthBytes(AVCodecParameters coded, boolean hevc) {
    int at = hevc ? 21 : 4;
    BytePointer setup = coded.extradata();
    if (setup == null || setup.isNull() || coded.extradata_size() <= at + 1 || setup.get(0) != 1) {
      return 0;
    }
    return (setup.get(at) & 3) + 1;
  }

  void add(AVPacket packet) {
    if (!known) {
      return;
    }
    int wrong = AV_PKT_FLAG_CORRUPT | AV_PKT_FLAG_DISCARD;
    known =
        packet.pts() != AV_NOPTS_VALUE
            && (packet.flags() & wrong) == 0
            && !changesParameters(packet)
            && (count > 0 || (packet.flags() & AV_PKT_FLAG_KEY) != 0);
    if (!known) {
      return;
    }
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      marks = Arrays.copyOf(marks, 2 * count);
      layers = Arrays.copyOf(layers, 2 * count);
    }
    times[count] = packet.pts();
    sizes[count] = packet.size();
    known = readUnits(packet.data(), packet.size());
    count++;
  }

  private static boolean changesParameters(AVPacket packet) {
    for (int i = 0; i < packet.side_data_elems(); i++) {
      int kind = packet.side_data().getPointer(i).type();
      if (kind == AV_PKT_DATA_NEW_EXTRADATA || kind == AV_PKT_DATA_PARAM_CHANGE) {
        return true;
      }
    }
    return false;
  }

  /** Looks at the first bytes of each unit; false if there is one that is not understood. */
  private boolean readUnits(BytePointer data, int size) {
    int mark = UNUSED_BY_OTHERS;
    boolean anySlice = false;
    int hash = 0;
    for (int at = 0; at < size; ) {
      if (size - at < lengthBytes) {
        return false;
      }
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (data.get(at + i) & 0xFF);
      }
      at += lengthBytes;
      if (length < 2 || length > size - at) {
        return false;
      }
      Unit unit = hevc ? hevcUnit(data, at) : avcUnit(data, at);
      if (unit == Unit.UNKNOWN) {
        return false;
      }
      if (unit == Unit.PARAMETERS) {
        for (int i = 0; i < length; i++) {
          hash = 31 * hash + data.get(at + i);
        }
      }
      if (unit.slice) {
        if (!anySlice && unit.entry) {
          mark |= unit == Unit.BEGINNING ? ENTRY : ENTRY | CONTINUES_ORDER;
        }
        mark |= unit.skippedAtEntry ? SKIPPED_AT_ENTRY : 0;
        mark &= unit.unusedByOthers ? ~0 : ~UNUSED_BY_OTHERS;
        anySlice = true;
        layers[count] = hevc ? (byte) (data.get(at + 1) & 7) : 0;
      }
      at += (int) length;
    }
    marks[count] = (byte) mark;
    return anySlice && (count > 0 || (mark & ENTRY) != 0) && sameParameters(hash, mark);
  }

  /**
   * Parameters within the stream may be passed over only if they say again what the first said, and
   * where decoding may begin: then each beginning has its own, or none has any.
   */
  private boolean sameParameters(int hash, int mark) {
    if (hash == 0) {
      return true;
    }
    boolean first = !anyParameters && count == 0;
    if (first) {
      parameters = hash;
      anyParameters = true;
    }
    return anyParameters && hash == parameters && (mark & ENTRY) != 0;
  }

  /** What a unit is for the frames around it. */
  private enum Unit {
    UNKNOWN(false, false, false, false),
    PARAMETERS(false, false, false, false),
    OTHER(false, false, false, false),
    BEGINNING(true, true, false, false),
    BEGINNING_IN_ORDER(true, true, false, false),
    USED(true, false, false, false),
    UNUSED(true, false, true, false),
    LEADING_USED(true, false, false, true),
    LEADING_UNUSED(true, false, true, true);

    private final boolean slice;
    private final boolean entry;
    private final boolean unusedByOthers;
    private final boolean skippedAtEntry;

    Unit(boolean slice, boolean entry, boolean unusedByOthers, boolean skippedAtEntry) {
      this.slice = slice;
      this.entry = entry;
      this.unusedByOthers = unusedByOthers;
      this.skippedAtEntry = skippedAtEntry;
    }
  }

  /** By Table 7-1 of H.264. */
  private static Unit avcUnit(BytePointer data, int at) {
    int header = data.get(at) & 0xFF;
    boolean unused = (header >> 5 & 3) == 0;
    return switch (header & 31) {
      case 1 -> unused ? Unit.UNUSED : Unit.USED;
      case 5 -> Unit.BEGINNING;
      case 6, 9, 12 -> Unit.OTHER; // messages, delimiters, filling
      case 7, 8 -> Unit.PARAMETERS;
      default -> Unit.UNKNOWN; // partitions, ends of sequences, views and layers
    };
  }

  /** By Table 7-1 of HEVC. */
  private static Unit hevcUnit(BytePointer data, int at) {
    int type = data.get(at) >> 1 & 63;
    int layer = (data.get(at) & 1) << 5 | (data.get(at + 1) & 0xFF) >> 3;
    if (layer > 0) {
      return Unit.OTHER; // a second view, which the decoder passes over, too
    }
    return switch (type) {
      case 0, 2, 4, 6 -> Unit.UNUSED; // by pictures of its own temporal layer
      case 1, 3, 5, 7 -> Unit.USED;
      case 8 -> Unit.LEADING_UNUSED;
      case 9 -> Unit.LEADING_USED;
      case 19, 20 -> Unit.BEGINNING;
      case 21 -> Unit.BEGINNING_IN_ORDER;
      case 32, 33, 34 -> Unit.PARAMETERS;
      case 35, 38, 39, 40 -> Unit.OTHER;
      default -> type >= 48 ? Unit.OTHER : Unit.UNKNOWN; // splices, ends of sequences, reserved
    };
  }

  /** Ends the list, and looks at what came of it. */
  void complete(FrameIndex index, boolean readFailed) {
    long[] ascending = index.times();
    boolean apart = true;
    for (int i = 1; i < ascending.length && apart; i++) {
      apart = ascending[i] > ascending[i - 1];
    }
    known &=
        apart
            && !readFailed
            && (listed || !hasGap(ascending))
            && count > 0
            && index.kind() == FrameIndex.Kind.BY_TIME
            && index.frames() == count
            && index.packets() == count;
    int top = 0;
    for (int i = 0; i < count; i++) {
      top = Math.max(top, layers[i]);
    }
    for (int i = 0; i < count; i++) {
      // What its own temporal layer does not use, higher ones may.
      marks[i] |= (byte) (layers[i] < top ? SHARED_BY_LAYERS : 0);
    }
  }

  /** Whether frames that follow each other evenly stop doing so somewhere. */
  private static boolean hasGap(long[] ascending) {
    if (ascending.length < 2) {
      return false;
    }
    long[] distances = new long[ascending.length - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = ascending[i + 1] - ascending[i];
    }
    Arrays.sort(distances);
    double usual = distances[distances.length / 2];
    // Containers that count in milliseconds round.
    double tolerance = Math.max(1, SAME_DISTANCE * usual);
    long alike = Arrays.stream(distances).filter(d -> Math.abs(d - usual) <= tolerance).count();
    return alike >= LEAST_RHYTHM * distances.length
        && distances[distances.length - 1] > GAP * usual;
  }

  /** Whether all that is said here can be relied on. */
  public boolean known() {
    return known;
  }

  /** How many packets there are. */
  public int count() {
    return count;
  }

  /** The time stamp of a packet's frame, in ticks. */
  public long time(int packet) {
    return times[packet];
  }

  /** Bytes. */
  public int size(int packet) {
    return sizes[packet];
  }

  /** Whether decoding can begin with this packet. */
  public boolean isEntry(int packet) {
    return (marks[packet] & ENTRY) != 0;
  }

  /**
   * Whether a decoder that has decoded anything has to be emptied before this entry: its place in
   * the order of showing is told by what came before (CRA pictures).
   */
  boolean continuesOrder(int packet) {
    return (marks[packet] & CONTINUES_ORDER) != 0;
  }

  /** Whether no other frame refers to this one. */
  public boolean isUnusedByOthers(int packet) {
    return (marks[packet] & (UNUSED_BY_OTHERS | SHARED_BY_LAYERS)) == UNUSED_BY_OTHERS;
  }

  /** Whether this frame refers to what came before the entry that it follows. */
  public boolean isSkippedAtEntry(int packet) {
    return (marks[packet] & SKIPPED_AT_ENTRY) != 0;
  }
}
