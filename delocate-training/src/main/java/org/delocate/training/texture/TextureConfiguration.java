package org.delocate.training.texture;

import java.util.List;
import org.delocate.network.engine.Precision;
import org.delocate.training.configuration.Check;

/**
 * Fitting the texture network's discriminants to clips of many worlds, and to pictures.
 *
 * @param model checkpoint of both stages that gets the texture network
 * @param encoder safetensors file of an Inception v3 that was learnt elsewhere
 * @param worlds folder of prepared clips with the frames a moment later
 * @param splits which of its splits to learn from
 * @param apart splits without each of which the discriminants are fitted once more, to measure on
 * @param pictures folder of prepared pictures, whose split {@code train} the discriminant of faces
 *     without a next frame learns from, too; empty: none
 * @param picturesOfClass how many of them of each class, at most
 * @param picturesShare what they count beside clips
 * @param framesOfClip how many frames of a clip stand for pictures
 * @param copies forgeries of our own, and what they were made from
 * @param surround pixels around the crop that are seen
 * @param ridge see {@link LinearDiscriminant#fit}
 * @param reach how many deviations from their mean statistics count at most; 0: any
 * @param evenness 0: every clip counts alike; 1: every page, and every generator, however many
 *     clips it has
 * @param classifierShare what the classifier's logit counts beside the discriminant of faces with a
 *     next frame, whose unit is the deviation of real clips
 * @param stillShare the same for faces without one
 * @param seed of the choice of pictures
 * @param precision of the encoder
 * @param threads at least 1
 */
public record TextureConfiguration(
    String model,
    String encoder,
    String worlds,
    List<String> splits,
    List<String> apart,
    String pictures,
    int picturesOfClass,
    double picturesShare,
    int framesOfClip,
    Copies copies,
    int surround,
    double ridge,
    double reach,
    double evenness,
    double classifierShare,
    double stillShare,
    long seed,
    Precision precision,
    int threads) {

  /**
   * Real clips that we forge, each beside what it was made from, both degraded alike.
   *
   * @param ofClip how many pairs of each real clip; 0: none
   * @param share what they count beside the clips as they are
   * @param forgers names, of which each pair gets one by chance; none that needs a donor
   * @param uploads names of degradations, of which each pair gets one by chance
   * @param strongest greatest strength of a degradation
   */
  public record Copies(
      int ofClip, double share, List<String> forgers, List<String> uploads, int strongest) {

    public Copies {
      forgers = List.copyOf(forgers);
      uploads = List.copyOf(uploads);
      Check.range("copies.ofClip", ofClip, 0, 100);
      Check.range("copies.share", share, 0, 1);
      if (ofClip > 0 && (forgers.isEmpty() || uploads.isEmpty())) {
        throw new IllegalArgumentException("copies need a forger and an upload");
      }
    }
  }

  public TextureConfiguration {
    splits = List.copyOf(splits);
    apart = List.copyOf(apart);
    Check.range("picturesOfClass", picturesOfClass, 0, 1e9);
    Check.range("picturesShare", picturesShare, 0, 1);
    Check.range("framesOfClip", framesOfClip, 1, 1e6);
    Check.range("surround", surround, 0, 256);
    Check.range("ridge", ridge, 1e-9, 1e9);
    Check.range("reach", reach, 0, 1e6);
    Check.range("evenness", evenness, 0, 1);
    Check.range("classifierShare", classifierShare, 0, 1e3);
    Check.range("stillShare", stillShare, 0, 1e3);
    Check.range("threads", threads, 1, 1024);
    if (!splits.containsAll(apart)) {
      throw new IllegalArgumentException("apart " + apart + " names other splits than " + splits);
    }
  }

  /** The shipped checkpoint's settings; checkpoint, encoder and clips must be named. */
  public static TextureConfiguration defaults() {
    return new TextureConfiguration(
        "",
        "",
        "",
        List.of("fold1", "fold2", "fold3", "fold4"),
        List.of(),
        "",
        1200,
        0.3,
        3,
        new Copies(
            0,
            0.17,
            List.of("self-blended-hulls", "mouth-blended"),
            List.of("h264", "h264-twice", "vp9", "platform"),
            3),
        16,
        0.0007,
        0,
        1,
        0.15,
        0.5,
        1,
        Precision.AUTO,
        2);
  }
}
