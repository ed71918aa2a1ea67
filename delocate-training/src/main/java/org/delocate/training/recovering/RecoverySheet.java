package org.delocate.training.recovering;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.delocate.face.align.AlignedFace;
import org.delocate.media.image.Image;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.report.overlay.HeatMap;
import org.delocate.training.crop.ContactSheet;

/**
 * What the networks make of faces, one row each, to judge by eye whether a recovered face is one:
 * the face, the same with the patches grey that are hidden in turn, the recovered face, the
 * residual {@code |x − x̂|} four times as strong, and the painted mask over the face.
 */
public final class RecoverySheet {

  private static final int AMPLIFIED = 4;

  private final NetworkConfiguration networks;
  private final ContactSheet sheet;
  private int rows;

  /**
   * @param networks whose crops come
   */
  public RecoverySheet(NetworkConfiguration networks) {
    this.networks = networks;
    this.sheet = new ContactSheet(networks.crop().size());
  }

  /**
   * Adds a row.
   *
   * @param face as the networks saw it
   * @param recovered as large as the crop
   * @param mask of the crop's size, 0 to 1
   */
  public void add(AlignedFace face, Image recovered, float[] mask) {
    int[] hidden =
        Arrays.stream(FaceTensors.parts(face.landmarks(), networks))
            .flatMapToInt(IntStream::of)
            .distinct()
            .toArray();
    sheet.row(
        face.crop(),
        ContactSheet.hidden(face.crop(), hidden, networks.recovering().patchSize()),
        recovered,
        face.crop().difference(recovered, AMPLIFIED),
        HeatMap.over(face.crop(), mask));
    rows++;
  }

  /** Faces so far. */
  public int rows() {
    return rows;
  }

  /** Writes a PNG. */
  public void write(Path file) {
    sheet.write(file);
  }
}
