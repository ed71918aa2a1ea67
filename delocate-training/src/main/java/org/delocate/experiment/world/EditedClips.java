package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.degrade.FaceEdit;
import org.delocate.media.image.Image;

/**
 * People of clips after an edit: all moments of a person together, as one clip. Chance depends on
 * the person alone.
 */
final class EditedClips implements FaceSupply {

  /** What an encoder is told. [ours] */
  private static final double FRAMES_PER_SECOND = 25;

  private final List<FaceEntry> faces;
  private final FaceSupply supply;
  private final FaceEdit edit;
  private final long seed;
  private final Map<Integer, Member> edited = new HashMap<>();

  /**
   * @param faces those of one person one after the other
   */
  EditedClips(FaceStore store, List<FaceEntry> faces, FaceEdit edit, long seed) {
    this.faces = List.copyOf(faces);
    this.supply = FaceSupply.of(store, faces);
    this.edit = edit;
    this.seed = seed;
  }

  @Override
  public int size() {
    return supply.size();
  }

  @Override
  public Member get(int index) {
    if (!edited.containsKey(index)) {
      edited.clear();
      String person = faces.get(index).personKey();
      int end = index;
      while (end < faces.size() && faces.get(end).personKey().equals(person)) {
        end++;
      }
      edit(index, end);
    }
    return edited.get(index);
  }

  /** Each frame, and the one a moment later after it where it is known. */
  private void edit(int from, int end) {
    List<Member> members = new ArrayList<>();
    List<Image> pictures = new ArrayList<>();
    List<Landmarks> landmarks = new ArrayList<>();
    for (int i = from; i < end; i++) {
      Member member = supply.get(i);
      members.add(member);
      pictures.add(member.face().crop());
      landmarks.add(member.face().landmarks());
      member
          .later()
          .ifPresent(
              later -> {
                pictures.add(later);
                landmarks.add(member.face().landmarks());
              });
    }
    long own = seed * 1_000_003 + faces.get(from).personKey().hashCode();
    List<Image> changed = edit.of(pictures, landmarks, FRAMES_PER_SECOND, own);
    int next = 0;
    for (int i = from; i < end; i++) {
      Member member = members.get(i - from);
      Image crop = changed.get(next++);
      Optional<Image> later =
          member.later().isPresent() ? Optional.of(changed.get(next++)) : member.later();
      edited.put(i, with(member, crop, later));
    }
  }

  private static Member with(Member member, Image crop, Optional<Image> later) {
    StoredFace face = member.face();
    return new Member(
        new StoredFace(
            face.key(),
            crop,
            face.landmarks(),
            face.mask(),
            new FaceOrigin(face.label(), face.method(), face.split(), face.source()),
            face.originalKey(),
            face.traits()),
        member.video(),
        member.group(),
        later);
  }
}
