package org.delocate.training.recovering;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.REPORTED;
import static org.delocate.setting.Source.RUN;

import java.util.List;
import org.delocate.setting.Setting;

/** Which real faces stage 1 learns from, and which together. */
public record FaceChoice(
    @Setting(
            source = RUN,
            value =
                "which sources of the store to learn from; empty: all. Only real faces of the"
                    + " split train are ever used")
        List<String> sources,
    @Setting(
            source = REPORTED,
            value = "whether frames of one clip are drawn together and share view and mask")
        boolean clipConsistent,
    @Setting(
            source = OURS,
            min = 1,
            max = 65536,
            value = "most frames of a clip in a batch, where they are drawn together")
        int clipFrames,
    @Setting(
            source = OURS,
            value = "whether every source is drawn equally often, however many faces it has")
        boolean balanced) {

  public FaceChoice {
    sources = List.copyOf(sources);
  }
}
