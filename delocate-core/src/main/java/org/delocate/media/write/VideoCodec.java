package org.delocate.media.write;

import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Codecs that can be written into MP4. All but {@link #HEVC} are in the default build of FFmpeg,
 * which is under the LGPL.
 */
public enum VideoCodec {
  /** H.264; MPEG-4 part 2 for frames larger than 4K, which openh264 refuses. */
  H264(List.of("libopenh264", "mpeg4"), Map.of()),
  /** HEVC, by x265, which is under the GPL and only in builds with the profile {@code gpl}. */
  HEVC(List.of("libx265"), Map.of("preset", "fast", "x265-params", "log-level=error")),
  /** MPEG-4 part 2, of old phones and cameras. */
  MPEG4(List.of("mpeg4"), Map.of()),
  /** VP9, at the speed of a live stream. */
  VP9(List.of("libvpx-vp9"), Map.of("deadline", "realtime", "cpu-used", "8")),
  /** AV1, fast. */
  AV1(List.of("libsvtav1"), Map.of("preset", "11"));

  /** Never changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> encoders;

  /** Never changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> options;

  VideoCodec(List<String> encoders, Map<String, String> options) {
    this.encoders = encoders;
    this.options = options;
  }

  /** Whether this build of FFmpeg has an encoder for it. */
  public boolean isAvailable() {
    return encoders.stream()
        .map(avcodec::avcodec_find_encoder_by_name)
        .anyMatch(encoder -> encoder != null && !encoder.isNull());
  }

  /** FFmpeg's names of encoders; the first that exists and accepts the size is taken. */
  List<String> encoders() {
    return encoders;
  }

  /** Options of the encoder. */
  Map<String, String> options() {
    return options;
  }
}
