package org.delocate.training.texture;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import java.util.List;
import java.util.SplittableRandom;
import org.delocate.forgery.degrade.EditedFaces;
import org.delocate.forgery.degrade.FaceEdit;
import org.delocate.forgery.degrade.FaceEdits;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.TextureView;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;

/**
 * Fitting the texture network's discriminants to clips of many worlds, and to pictures.
 *
 * @param clips what they are fitted to
 * @param pictures what the one of faces without a next frame is fitted to, too
 * @param copies forgeries of our own, and what they were made from
 * @param edits what they are fitted to once more, edited without being forged
 * @param fit how they are fitted
 * @param maskShare what the masks of the localization network count
 * @param placesInBox whether where forgeries lie fills the box of a face, or the picture
 * @param placesInOutline whether it fills the outline of a face then
 * @param placesAlone whether nothing else is fitted
 * @param passageAlarms share of real clips that may have a passage that parts from the rest of them
 * @param passagesAlone whether what tells passages is all that is fitted
 * @param views what is looked at of faces whose next frame is known
 */
public record TextureConfiguration(
    @Setting(source = RUN, value = "checkpoint of both stages that gets the texture network")
        String model,
    @Setting(source = RUN, value = "safetensors file of an Inception v3 that was learnt elsewhere")
        String encoder,
    @Flat Clips clips,
    @Flat Pictures pictures,
    Copies copies,
    Edits edits,
    @Setting(source = OURS, max = 256, value = "pixels around the crop that are seen") int surround,
    @Flat Fit fit,
    @Setting(
            source = OURS,
            max = 1e3,
            value =
                "what the localization network's masks count beside where forgeries of clips lie,"
                    + " of those whose mask is known; 0: masks are its alone")
        double maskShare,
    @Setting(
            source = OURS,
            value =
                "whether where forgeries lie is counted in the box around a face's landmarks, which"
                    + " follows its shape and pose, or in the aligned picture")
        boolean placesInBox,
    @Setting(
            source = OURS,
            value =
                "whether each row of that box is as wide as the outline of the landmarks is there,"
                    + " or as the box")
        boolean placesInOutline,
    @Setting(
            source = RUN,
            value =
                "whether where forgeries lie is all that is fitted: the discriminants of the model's"
                    + " texture network stay, bit for bit, and scores with them")
        boolean placesAlone,
    @Setting(
            source = OURS,
            max = 0.5,
            value =
                "share of real clips that may have a passage that parts from the rest of its shot;"
                    + " the lower, the fewer forged passages are found; 0: they are not compared")
        double passageAlarms,
    @Setting(
            source = RUN,
            value =
                "whether what tells such passages is all that is fitted: the discriminants of the"
                    + " model's texture network stay, bit for bit, and scores with them")
        boolean passagesAlone,
    @Setting(
            source = OURS,
            value =
                "what is looked at of a face whose next frame is known; of others it is wide, detail")
        List<TextureView> views,
    @Setting(source = RUN, min = Double.NEGATIVE_INFINITY, value = "seed of the choice of pictures")
        long seed,
    @Setting(source = RUN, value = "of the encoder") Precision precision,
    @Setting(source = RUN, min = 1, max = 1024, value = "threads that read clips") int threads) {

  /** Prepared clips of many worlds. */
  public record Clips(
      @Setting(source = RUN, value = "folder of prepared clips with the frames a moment later")
          String worlds,
      @Setting(source = RUN, value = "which of its splits to learn from") List<String> splits,
      @Setting(
              source = RUN,
              value =
                  "splits without each of which the discriminants are fitted once more, to measure"
                      + " on")
          List<String> apart) {

    public Clips {
      splits = List.copyOf(splits);
      apart = List.copyOf(apart);
      if (!splits.containsAll(apart)) {
        throw new IllegalArgumentException("apart " + apart + " names other splits than " + splits);
      }
    }
  }

  /** Pictures beside the clips. */
  public record Pictures(
      @Setting(
              source = RUN,
              value =
                  "folder of prepared pictures, whose split train the discriminant of faces without"
                      + " a next frame learns from, too; empty: none")
          String pictures,
      @Setting(source = OURS, max = 1e9, value = "how many pictures of each class, at most")
          int picturesOfClass,
      @Setting(source = OURS, max = 1, value = "what pictures count beside clips")
          double picturesShare,
      @Setting(
              source = OURS,
              min = 1,
              max = 1e6,
              value = "how many frames of a clip stand for pictures")
          int framesOfClip) {}

  /** Real clips that we forge, each beside what it was made from, both degraded alike. */
  public record Copies(
      @Setting(source = OURS, max = 100, value = "how many pairs of each real clip; 0: none")
          int ofClip,
      @Setting(source = OURS, max = 1, value = "what pairs count beside the clips as they are")
          double share,
      @Setting(
              source = OURS,
              value =
                  "names of forgers, of which each pair gets one by chance; none that needs a donor")
          List<String> forgers,
      @Setting(
              source = OURS,
              value = "names of degradations, of which each pair gets one by chance")
          List<String> uploads,
      @Setting(
              source = OURS,
              min = 1,
              max = NamedDegradations.STRONGEST,
              value = "greatest strength of a degradation")
          int strongest) {

    public Copies {
      forgers = List.copyOf(forgers);
      uploads = List.copyOf(uploads);
      if (ofClip > 0 && (forgers.isEmpty() || uploads.isEmpty())) {
        throw new IllegalArgumentException("copies need a forger and an upload");
      }
    }
  }

  /**
   * Clips and pictures of both classes once more, as people, apps and platforms change them without
   * forging them, so that what an edit does is part of what faces of one class differ by.
   */
  public record Edits(
      @Setting(source = OURS, max = 100, value = "how many of each clip; 0: none") int ofClip,
      @Setting(source = OURS, max = 100, value = "how many of each picture; 0: none") int ofPicture,
      @Setting(
              source = OURS,
              max = 1,
              value =
                  "what they count beside what they were made of, of faces without a next frame")
          double share,
      @Setting(source = OURS, max = 1, value = "the same of faces with a next frame")
          double movingShare,
      @Setting(
              source = OURS,
              min = 1,
              max = 1e6,
              value = "how many frames of a clip are edited, at most")
          int frames,
      @Setting(source = OURS, value = "names of edits, of which each gets one by chance")
          List<String> kinds,
      @Setting(
              source = OURS,
              min = 1,
              max = NamedDegradations.STRONGEST,
              value = "greatest strength of an edit")
          int strongest) {

    public Edits {
      kinds = List.copyOf(kinds);
      if (ofClip + ofPicture > 0) {
        if (kinds.isEmpty()) {
          throw new IllegalArgumentException("edits need a kind");
        }
        kinds.forEach(kind -> FaceEdits.named(kind, strongest));
      }
    }

    /** One of the kinds, at one of the strengths. */
    FaceEdit any(SplittableRandom random) {
      return EditedFaces.any(kinds, strongest, random);
    }
  }

  /** From statistics to logits. */
  public record Fit(
      @Setting(
              source = OURS,
              value =
                  "how the weights are learnt: discriminant, in closed form; logistic regression;"
                      + " that with group DRO or MLDG over pages and generators")
          Learning learning,
      @Setting(
              source = OURS,
              max = 1e3,
              value = "of the squared weights, where they are not learnt in closed form")
          double penalty,
      @Setting(
              source = OURS,
              min = 1e-9,
              max = 1e9,
              value =
                  "added to the variance of every direction, of the mean variance: the greater, the"
                      + " less single directions count")
          double ridge,
      @Setting(
              source = OURS,
              max = 1e6,
              value = "how many deviations from their mean statistics count at most; 0: any")
          double reach,
      @Setting(
              source = OURS,
              max = 1,
              value =
                  "what the difference of forged and real clips of the same page counts beside that"
                      + " of all; 0: nothing")
          double contrast,
      @Setting(
              source = OURS,
              max = 1,
              value =
                  "0: every clip counts alike; 1: every page, and every generator, however many"
                      + " clips it has")
          double evenness,
      @Setting(
              source = OURS,
              max = 1,
              value =
                  "what the numbers of the view spectrum count beside the views that are pictures")
          double spectrumShare,
      @Setting(
              source = OURS,
              max = 1,
              value =
                  "what the deviations of statistics over a person's frames count beside their means")
          double wanderShare,
      @Setting(
              source = OURS,
              max = 1e3,
              value =
                  "what the classifier's logit counts beside the discriminant of faces with a next"
                      + " frame, whose unit is the deviation of real clips")
          double classifierShare,
      @Setting(source = OURS, max = 1e3, value = "the same for faces without a next frame")
          double stillShare) {}

  /** The shipped checkpoint's settings; checkpoint, encoder and clips must be named. */
  public static TextureConfiguration defaults() {
    return new TextureConfiguration(
        "",
        "",
        new Clips("", List.of("fold1", "fold2", "fold3", "fold4"), List.of()),
        new Pictures("", 1200, 0.3, 3),
        new Copies(
            0,
            0.17,
            List.of("self-blended-hulls", "mouth-blended"),
            List.of("h264", "h264-twice", "vp9", "platform"),
            3),
        new Edits(
            3,
            2,
            0.3,
            0.1,
            8,
            List.of(
                "beauty",
                "background",
                "sticker",
                "blur",
                "sharpen",
                "upscale",
                "filter",
                "range",
                "small",
                "jpeg",
                "h264-twice",
                "platform",
                "screen"),
            NamedDegradations.STRONGEST),
        16,
        new Fit(Learning.DISCRIMINANT, 1e-4, 0.0007, 2.5, 0.5, 1, 0.65, 0.2, 0.15, 0.5),
        0.35,
        true,
        true,
        false,
        0.05,
        false,
        List.of(TextureView.RESIDUAL, TextureView.SPECTRUM),
        1,
        Precision.AUTO,
        2);
  }
}
