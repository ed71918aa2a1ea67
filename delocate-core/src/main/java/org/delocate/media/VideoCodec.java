package org.delocate.media;

import java.util.List;
import java.util.Map;

/**
 * Codecs that this build of FFmpeg can write into MP4. There is none for HEVC: its free encoder is
 * under the GPL, and this build under the LGPL.
 */
public enum VideoCodec {
  /** H.264; MPEG-4 part 2 for frames larger than 4K, which openh264 refuses. */
  H264(List.of("libopenh264", "mpeg4"), Map.of()),
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

  /** FFmpeg's names of encoders; the first that exists and accepts the size is taken. */
  List<String> encoders() {
    return encoders;
  }

  /** Options of the encoder. */
  Map<String, String> options() {
    return options;
  }
}
