package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.store.StoredFace;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgers;
import org.delocate.forgery.forger.Forgery;
import org.delocate.forgery.forger.ForgeryPlan;
import org.delocate.media.image.Image;

/**
 * Real clips forged by us, each beside the clip that it was made from, both as a platform delivers
 * them: pairs of every page in which nothing but the forgery differs [ours, after the self-blended
 * images of Shiohara and Yamasaki, CVPR 2022]. Immutable and safe for any number of threads.
 */
final class TextureCopies {

  /** How fast a plan goes on from frame to frame, and what an encoder is told. [ours] */
  private static final double FRAMES_PER_SECOND = 25;

  private final List<Forger> forgers;
  private final List<String> uploads;
  private final int strongest;

  /**
   * @param forgers names; of each copy, one by chance
   * @param uploads names of degradations; of each copy, one by chance
   * @param strongest greatest strength of a degradation
   * @throws IllegalArgumentException if there is none of a name, or a forger needs a donor
   */
  TextureCopies(List<String> forgers, List<String> uploads, int strongest) {
    for (String name : forgers) {
      if (Forgers.needsDonor(name)) {
        throw new IllegalArgumentException(
            "copies are forged without a donor, but '" + name + "' needs one");
      }
    }
    this.forgers = forgers.stream().map(name -> Forgers.named(name, List.of())).toList();
    this.uploads = List.copyOf(uploads);
    this.strongest = strongest;
    uploads.forEach(name -> NamedDegradations.named(name, strongest));
  }

  /** A frame and the one a moment later, which is cut where that one lies. */
  record Moment(Image face, Image later) {}

  /**
   * @param real the clip that was forged, with as much of its colours and detail changed as the
   *     forger changes around the forgery
   */
  record Pair(List<Moment> real, List<Moment> forged) {}

  /**
   * Forges a clip.
   *
   * @param faces of one person in order, real
   * @param later the picture a moment after each
   */
  Pair of(List<StoredFace> faces, List<Image> later, SplittableRandom random) {
    Forger forger = forgers.get(random.nextInt(forgers.size()));
    StoredFace first = faces.get(0);
    ForgeryPlan plan = forger.plan(first.crop(), first.landmarks(), random.split());
    List<Image> real = new ArrayList<>();
    List<Image> forged = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      StoredFace face = faces.get(i);
      double seconds = i / FRAMES_PER_SECOND;
      for (Image picture : List.of(face.crop(), later.get(i))) {
        Forgery forgery = plan.forge(picture, face.landmarks(), seconds);
        real.add(forgery.originalOf(picture));
        forged.add(forgery.face());
      }
    }
    Degradation upload =
        NamedDegradations.named(
            uploads.get(random.nextInt(uploads.size())), random.nextInt(1, strongest + 1));
    long seed = random.nextLong();
    return new Pair(moments(upload, real, seed), moments(upload, forged, seed));
  }

  private static List<Moment> moments(Degradation upload, List<Image> pictures, long seed) {
    List<Image> uploaded = upload.of(pictures, FRAMES_PER_SECOND, new SplittableRandom(seed));
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < uploaded.size(); i += 2) {
      moments.add(new Moment(uploaded.get(i), uploaded.get(i + 1)));
    }
    return moments;
  }
}
