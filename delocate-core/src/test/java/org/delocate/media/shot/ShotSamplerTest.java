package org.delocate.media.shot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.container.FrameSource;
import org.delocate.media.library.Ffmpeg;
import org.junit.jupiter.api.Test;

/** Frames may be large, so that it matters how many wait. */
class ShotSamplerTest {

  private static final long MUCH = 1L << 40;

  @Test
  void wantedFramesWaitUntilAShotHasEnough() {
    assertThat(delivered(MUCH)).isEmpty();
  }

  @Test
  void wantedFramesThatTakeTooMuchMemoryDoNotWait() {
    assertThat(delivered(1)).containsExactly(0L, 10L);
  }

  /** Of four seconds of one scene, of which two frames are wanted. */
  private static List<Long> delivered(long mostWaiting) {
    List<Long> positions = new ArrayList<>();
    try (Still source = new Still();
        ShotSampler sampler = new ShotSampler(4, false, MUCH, mostWaiting)) {
      for (int i = 0; i < 40; i++) {
        source.decode();
        sampler.add(source, i / 10.0, i == 0 || i == 10, true);
      }
      for (HeldFrame held = sampler.poll(); held != null; held = sampler.poll()) {
        positions.add(held.position());
        held.release();
      }
    }
    return positions;
  }

  /** The same picture again and again. */
  private static final class Still implements FrameSource {
    private final AVFrame frame;
    private long decoded;

    Still() {
      Ffmpeg.load();
      frame = av_frame_alloc();
      frame.width(128);
      frame.height(72);
      frame.format(AV_PIX_FMT_GRAY8);
      av_frame_get_buffer(frame, 0);
      for (int y = 0; y < 72; y++) {
        for (int x = 0; x < 128; x++) {
          frame.data(0).put((long) y * frame.linesize(0) + x, (byte) (x + y));
        }
      }
    }

    @Override
    public boolean decode() {
      decoded++;
      return true;
    }

    @Override
    public AVFrame frame() {
      return frame;
    }

    @Override
    public boolean frameDamaged() {
      return false;
    }

    @Override
    public long decoded() {
      return decoded;
    }

    @Override
    public long damaged() {
      return 0;
    }

    @Override
    public void close() {
      av_frame_free(frame);
    }
  }
}
