package org.delocate.media.read;

import java.nio.file.Path;
import java.util.function.IntFunction;
import org.delocate.media.image.Image;

/** Writes videos for measurements of other packages. */
public final class CutTogether {

  private CutTogether() {}

  /** An MP4 of 25 frames a second. */
  public static Path write(Path file, int frames, IntFunction<Image> pictures) {
    return Clips.write(file, Clips.settings("mp4", "libopenh264"), frames, pictures);
  }
}
