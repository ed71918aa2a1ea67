package org.delocate.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.delocate.detection.scan.ScoredFace;
import org.delocate.detection.scan.ScoredFrame;
import org.delocate.report.MadeUpScan;
import org.junit.jupiter.api.Test;

class KeyFramesTest {

  /** Of 300 faces, each would otherwise shrink the whole picture anew. */
  @Test
  void facesOfOneFrameShareItsThumbnail() {
    ScoredFrame frame = new MadeUpScan(i -> 0.9).frames().get(0);
    ScoredFace one = frame.faces().get(0);
    ScoredFace other =
        new ScoredFace(
            2,
            one.box(),
            one.aligned(),
            one.recovered(),
            one.mask(),
            one.probability(),
            one.tamperedFraction(),
            one.outline(),
            one.parts());
    try (KeyFrames keyFrames = new KeyFrames()) {
      keyFrames.frameScored(new ScoredFrame(frame.frame(), List.of(one, other)));

      KeyFrame.Pictures ofOne = keyFrames.of(1).orElseThrow().mostSuspicious().pictures();
      KeyFrame.Pictures ofOther = keyFrames.of(2).orElseThrow().mostSuspicious().pictures();
      assertThat(ofOther.frame()).isEqualTo(ofOne.frame());
      assertThat(ofOther.face()).isNotEqualTo(ofOne.face());
      assertThat(keyFrames.picture(ofOne.frame())).startsWith(0xFF, 0xD8);
    }
  }
}
