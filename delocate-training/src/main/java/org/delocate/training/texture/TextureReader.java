package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.Spread;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.AlignedFace;
import org.delocate.forgery.degrade.FaceEdit;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.TextureView;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.loop.TrainingListener;

/**
 * Reads faces and runs the texture network's encoder over them, a clip a thread. What a {@link
 * StatisticsFile} knows already is not read again.
 */
final class TextureReader {

  private static final int BATCH = 8;

  /** What an encoder is told of moments that are edited. [ours] */
  private static final double FRAMES_PER_SECOND = 25;

  private final TextureConfiguration configuration;
  private final TextureNetwork network;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param network in evaluation mode
   */
  TextureReader(TextureConfiguration configuration, TextureNetwork network) {
    this.configuration = configuration;
    this.network = network;
  }

  /** Takes what was read; called in the order in which it was asked for. */
  interface Receiver {
    void take(ClipStatistics statistics);
  }

  /**
   * One or two clips that are read together, and who takes them.
   *
   * @param seen what is looked at of each face
   */
  private record Part(
      List<String> names,
      List<Receiver> receivers,
      List<Look> seen,
      int faces,
      Function<List<Look>, List<List<ClipStatistics>>> reader) {

    private ClipStatistics of(String name, StatisticsFile known) {
      return ClipStatistics.joined(
          seen.stream().map(look -> known.get(look.of(name)).orElseThrow()).toList());
    }
  }

  /** A view of faces whose next frame is known; or, if empty, what is looked at of others. */
  private record Look(Optional<TextureView> view) {

    /** The key of a clip's statistics. */
    private String of(String clip) {
      return clip + view.map(shown -> " " + shown).orElse("");
    }
  }

  private static final Look STILL = new Look(Optional.empty());

  /**
   * Asks for a person of a clip. Only frames count in which something moves.
   *
   * @param moments in order, each a frame and the one a moment after it
   */
  void clip(FaceStore store, String name, List<List<FaceEntry>> moments, Receiver receiver) {
    parts.add(
        new Part(
            List.of(name),
            List.of(receiver),
            looks(),
            moments.size(),
            looks ->
                List.of(
                    moving(
                        store, moments.stream().map(each -> crops(store, each)).toList(), looks))));
  }

  /**
   * Asks for every frame of a person of a clip by itself, as faces that move.
   *
   * @param moments as for {@link #clip}
   */
  void frames(FaceStore store, String name, List<List<FaceEntry>> moments, Receiver receiver) {
    parts.add(
        new Part(
            List.of(name + " frames"),
            List.of(receiver),
            movingLooks(),
            moments.size(),
            looks -> {
              List<List<Image>> told =
                  told(store, moments.stream().map(each -> crops(store, each)).toList());
              return List.of(
                  looks.stream()
                      .map(look -> ClipStatistics.ofFrames(statistics(look, told)))
                      .toList());
            }));
  }

  private List<Look> movingLooks() {
    return configuration.views().stream().map(view -> new Look(Optional.of(view))).toList();
  }

  private List<Look> looks() {
    List<Look> looks = new ArrayList<>(movingLooks());
    looks.add(STILL);
    return looks;
  }

  /**
   * Asks for a pair of our own, made of a person of a real clip.
   *
   * @param moments as for {@link #clip}
   */
  void copy(
      FaceStore store,
      String name,
      List<List<FaceEntry>> moments,
      TextureCopies copies,
      Receiver real,
      Receiver forged) {
    Function<List<Look>, List<List<ClipStatistics>>> reader =
        looks -> {
          List<StoredFace> faces = moments.stream().map(each -> store.read(each.get(0))).toList();
          List<Image> later = moments.stream().map(each -> store.read(each.get(1)).crop()).toList();
          long seed = configuration.seed() * 31 + name.hashCode();
          TextureCopies.Pair pair = copies.of(faces, later, new SplittableRandom(seed));
          return List.of(
              ofMoments(store, pair.real(), looks), ofMoments(store, pair.forged(), looks));
        };
    TextureConfiguration.Copies made = configuration.copies();
    String known = name + " by " + made.forgers() + ", " + made.uploads() + ", " + made.strongest();
    parts.add(
        new Part(
            List.of(known, known + "!"),
            List.of(real, forged),
            looks(),
            2 * moments.size(),
            reader));
  }

  /**
   * Asks for some moments of a person of a clip, edited.
   *
   * @param moments as for {@link #clip}
   * @param which number of the edit, of several of the same clip
   * @param receiver takes the edit in words and what was read
   */
  void edited(
      FaceStore store,
      String name,
      List<List<FaceEntry>> moments,
      int which,
      BiConsumer<String, ClipStatistics> receiver) {
    TextureConfiguration.Edits edits = configuration.edits();
    List<List<FaceEntry>> some = Spread.over(moments, edits.frames());
    String known = editedName(name, which) + ", " + edits.frames() + " frames";
    FaceEdit edit = edits.any(chance(known));
    parts.add(
        new Part(
            List.of(known),
            List.of(values -> receiver.accept(edit.name() + ":" + edit.strength(), values)),
            looks(),
            some.size(),
            looks -> {
              List<FaceEntry> entries = some.stream().flatMap(List::stream).toList();
              List<Image> pictures = edited(store, entries, known);
              List<List<Image>> pairs = new ArrayList<>();
              for (int i = 0; i < pictures.size(); i += 2) {
                pairs.add(pictures.subList(i, i + 2));
              }
              return List.of(moving(store, pairs, looks));
            }));
  }

  private SplittableRandom chance(String name) {
    return new SplittableRandom(configuration.seed() * 31 + name.hashCode());
  }

  private String editedName(String name, int which) {
    TextureConfiguration.Edits edits = configuration.edits();
    return name + " edit " + which + " of " + edits.kinds() + ", " + edits.strongest();
  }

  /** One edit of all of them, which the name decides. */
  private List<Image> edited(FaceStore store, List<FaceEntry> entries, String name) {
    SplittableRandom random = chance(name);
    FaceEdit edit = configuration.edits().any(random);
    List<StoredFace> faces = entries.stream().map(store::read).toList();
    return edit.of(
        faces.stream().map(StoredFace::crop).toList(),
        faces.stream().map(StoredFace::landmarks).toList(),
        FRAMES_PER_SECOND,
        random.nextLong());
  }

  private List<ClipStatistics> ofMoments(
      FaceStore store, List<TextureCopies.Moment> moments, List<Look> looks) {
    return moving(
        store, moments.stream().map(each -> List.of(each.face(), each.later())).toList(), looks);
  }

  /** Asks for a picture. */
  void picture(FaceStore store, FaceEntry entry, Receiver receiver) {
    picture(store, "picture " + entry.key(), () -> store.read(entry).crop(), receiver);
  }

  /**
   * Asks for a picture, edited.
   *
   * @param which number of the edit, of several of the same picture
   */
  void editedPicture(FaceStore store, FaceEntry entry, int which, Receiver receiver) {
    String known = editedName("picture " + entry.key(), which);
    picture(store, known, () -> edited(store, List.of(entry), known).get(0), receiver);
  }

  private void picture(FaceStore store, String name, Supplier<Image> crop, Receiver receiver) {
    parts.add(
        new Part(
            List.of(name),
            List.of(receiver),
            List.of(STILL),
            1,
            looks -> {
              List<Image> face = List.of(seen(store, crop.get()));
              return List.of(List.of(ClipStatistics.ofFrames(statistics(STILL, List.of(face)))));
            }));
  }

  /**
   * Reads what was asked for and is not known yet.
   *
   * @param known gets what was read
   * @throws IllegalStateException if faces cannot be read
   */
  void read(StatisticsFile known, TrainingListener listener) throws InterruptedException {
    long all = parts.stream().mapToLong(Part::faces).sum();
    Map<Part, List<Look>> unread = new LinkedHashMap<>();
    for (Part part : parts) {
      List<Look> missing = missing(part, known);
      if (!missing.isEmpty()) {
        unread.put(part, missing);
      }
    }
    long before = all - unread.keySet().stream().mapToLong(Part::faces).sum();
    listener.started(before, all);
    long start = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(configuration.threads());
    try {
      List<Part> order = List.copyOf(unread.keySet());
      int ahead = 2 * configuration.threads();
      List<Future<List<List<ClipStatistics>>>> pending = new ArrayList<>();
      long done = 0;
      for (int i = 0; i < order.size(); i++) {
        while (pending.size() < Math.min(order.size(), i + ahead)) {
          Part part = order.get(pending.size());
          pending.add(
              pool.submit(
                  () -> {
                    Engine.operationThreads(1);
                    return part.reader().apply(unread.get(part));
                  }));
        }
        keep(order.get(i), unread.get(order.get(i)), pending.set(i, null).get(), known);
        done += order.get(i).faces();
        double seconds = (System.nanoTime() - start) / 1e9;
        listener.progress(before + done, all, Map.of(), done / seconds);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("faces could not be read: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
    for (Part part : parts) {
      for (int i = 0; i < part.names().size(); i++) {
        part.receivers().get(i).take(part.of(part.names().get(i), known));
      }
    }
    parts.clear();
  }

  private static void keep(
      Part part, List<Look> looks, List<List<ClipStatistics>> read, StatisticsFile known) {
    for (int i = 0; i < read.size(); i++) {
      for (int j = 0; j < looks.size(); j++) {
        known.put(looks.get(j).of(part.names().get(i)), read.get(i).get(j));
      }
    }
  }

  /** What is not known yet of any of a part's clips. */
  private static List<Look> missing(Part part, StatisticsFile known) {
    return part.seen().stream()
        .filter(look -> part.names().stream().anyMatch(name -> known.get(look.of(name)).isEmpty()))
        .toList();
  }

  private static List<Image> crops(FaceStore store, List<FaceEntry> entries) {
    return entries.stream().map(entry -> store.read(entry).crop()).toList();
  }

  /**
   * @param moments each a frame and the one after it
   * @return of each look
   */
  private List<ClipStatistics> moving(
      FaceStore store, List<List<Image>> moments, List<Look> looks) {
    List<List<Image>> told = told(store, moments);
    int kept = Math.min(told.size(), configuration.pictures().framesOfClip());
    return looks.stream()
        .map(
            look ->
                look.equals(STILL)
                    ? ClipStatistics.ofFrames(statistics(look, told.subList(0, kept)))
                    : ClipStatistics.of(statistics(look, told)))
        .toList();
  }

  /** The moments, as the network sees them, in which something moves. */
  private List<List<Image>> told(FaceStore store, List<List<Image>> moments) {
    return moments.stream()
        .map(each -> each.stream().map(image -> seen(store, image)).toList())
        .filter(each -> AlignedFace.moves(each.get(0), each.get(1)))
        .toList();
  }

  private List<float[]> statistics(Look look, List<List<Image>> moments) {
    List<float[]> values = new ArrayList<>();
    for (int from = 0; from < moments.size(); from += BATCH) {
      List<List<Image>> some = moments.subList(from, Math.min(moments.size(), from + BATCH));
      try (PointerScope scope = new PointerScope();
          InferenceMode mode = new InferenceMode();
          Precision.Scope numbers = configuration.precision().enter()) {
        Tensor images = images(some, 0);
        Tensor statistics =
            look.view()
                .map(
                    view ->
                        network.statistics(
                            view,
                            images,
                            Optional.of(view)
                                .filter(TextureView::isMoving)
                                .map(any -> images(some, 1))))
                .orElseGet(() -> network.statistics(images));
        for (int i = 0; i < some.size(); i++) {
          values.add(FaceTensors.floats(statistics.select(0, i)));
        }
      }
    }
    return values;
  }

  private static Tensor images(List<List<Image>> moments, int place) {
    return FaceTensors.images(moments.stream().map(each -> each.get(place)).toList());
  }

  /** What the network sees of a stored crop. */
  private Image seen(FaceStore store, Image stored) {
    int margin = store.description().margin() - configuration.surround();
    return CropAugmentation.none(stored.width() - 2 * margin)
        .draw(stored.width(), new SplittableRandom(0))
        .image(stored);
  }
}
