package org.delocate.training.localization;

import static org.delocate.setting.Source.RUN;

import java.util.List;
import org.delocate.setting.Setting;

/** What stage 2 begins with. */
public record LocalizationStart(
    @Setting(source = RUN, value = "folder of prepared faces") String store,
    @Setting(source = RUN, value = "checkpoint of stage 1; its networks decide size and crop")
        String recovering,
    @Setting(
            source = RUN,
            value =
                "checkpoint whose mapping, localization and classifier are the starting point;"
                    + " empty: fresh weights. It must have the same architecture, but for the"
                    + " mapping's trunk: where that is another, the mapping begins with fresh"
                    + " weights")
        String initial,
    @Setting(
            source = RUN,
            value =
                "which sources of the store to learn from; empty: all. Only the split train is"
                    + " ever used")
        List<String> sources) {

  public LocalizationStart {
    sources = List.copyOf(sources);
  }

  /** Nothing is named yet: store and checkpoint of stage 1 must be. */
  static LocalizationStart unnamed() {
    return new LocalizationStart("", "", "", List.of());
  }
}
