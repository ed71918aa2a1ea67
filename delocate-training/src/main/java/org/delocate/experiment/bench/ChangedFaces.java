package org.delocate.experiment.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgery;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;

/** Faces of a store after something was done to them. Chance depends on the face's place alone. */
public final class ChangedFaces {

  private ChangedFaces() {}

  /** What is done to a face. */
  private interface Change {
    FaceSupply.Member of(FaceSupply.Member member, SplittableRandom random);
  }

  /** Each face degraded; truth and landmarks stay. */
  public static FaceSupply degraded(FaceSupply faces, Degradation degradation, long seed) {
    return redrawn(faces, (face, random) -> degradation.of(face.crop(), random), seed);
  }

  /** Each face's picture changed without moving anything; truth and landmarks stay. */
  public static FaceSupply redrawn(FaceSupply faces, Intervention.Change change, long seed) {
    return changed(
        faces,
        seed,
        (member, random) ->
            with(
                member,
                member.face().key(),
                change.of(member.face(), random),
                member.face().mask(),
                member.face().label(),
                member.face().method()));
  }

  /** Real faces, each forged; the method is the forger's. */
  public static FaceSupply forged(FaceSupply faces, Forger forger, long seed) {
    return changed(
        faces,
        seed,
        (member, random) -> {
          Forgery forgery = forger.forge(member.face(), random);
          return with(
              member,
              member.face().key(),
              forgery.face(),
              Optional.of(gray(forgery.mask(), forgery.face())),
              Label.FAKE,
              forger.method());
        });
  }

  /** Some faces, and then others. */
  public static FaceSupply joined(FaceSupply first, FaceSupply second) {
    return new FaceSupply() {
      @Override
      public int size() {
        return first.size() + second.size();
      }

      @Override
      public Member get(int index) {
        return index < first.size() ? first.get(index) : second.get(index - first.size());
      }
    };
  }

  /** All faces of a supply, in memory. */
  public static List<StoredFace> loaded(FaceSupply faces) {
    List<StoredFace> loaded = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      loaded.add(faces.get(i).face());
    }
    return loaded;
  }

  private static FaceSupply changed(FaceSupply faces, long seed, Change change) {
    return new FaceSupply() {
      @Override
      public int size() {
        return faces.size();
      }

      @Override
      public Member get(int index) {
        return change.of(faces.get(index), new SplittableRandom(seed * 1_000_003 + index));
      }
    };
  }

  private static FaceSupply.Member with(
      FaceSupply.Member member,
      String key,
      Image crop,
      Optional<GrayImage> mask,
      Label label,
      String method) {
    StoredFace face = member.face();
    return new FaceSupply.Member(
        new StoredFace(
            key,
            crop,
            face.landmarks(),
            mask,
            new FaceOrigin(label, method, face.split(), face.source()),
            face.originalKey(),
            face.traits()),
        member.video(),
        member.group());
  }

  private static GrayImage gray(float[] mask, Image face) {
    byte[] gray = new byte[mask.length];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = (byte) Math.round(mask[i] * 255);
    }
    return new GrayImage(face.width(), face.height(), gray);
  }
}
