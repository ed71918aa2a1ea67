package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.AlignedFace;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.loop.TrainingListener;

/**
 * Reads faces and runs the texture network's encoder over them, a clip a thread. What a {@link
 * StatisticsFile} knows already is not read again.
 */
final class TextureReader {

  private static final int BATCH = 8;

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

  /** One or two clips that are read together, and who takes them. */
  private record Part(
      List<String> names,
      List<Receiver> receivers,
      int faces,
      Supplier<List<ClipStatistics>> reader) {}

  /**
   * Asks for a person of a clip. Only frames count in which something moves.
   *
   * @param frames in order
   * @param later the frame a moment after each
   */
  void clip(
      FaceStore store,
      String name,
      List<FaceEntry> frames,
      List<FaceEntry> later,
      Receiver receiver) {
    parts.add(
        new Part(
            List.of(name),
            List.of(receiver),
            frames.size(),
            () -> List.of(moving(store, crops(store, frames), crops(store, later)))));
  }

  /**
   * Asks for a pair of our own, made of a person of a real clip.
   *
   * @param frames as for {@link #clip}
   */
  void copy(
      FaceStore store,
      String name,
      List<FaceEntry> frames,
      List<FaceEntry> later,
      TextureCopies copies,
      Receiver real,
      Receiver forged) {
    Supplier<List<ClipStatistics>> reader =
        () -> {
          List<StoredFace> faces = frames.stream().map(store::read).toList();
          long seed = configuration.seed() * 31 + name.hashCode();
          TextureCopies.Pair pair =
              copies.of(faces, crops(store, later), new SplittableRandom(seed));
          return List.of(ofMoments(store, pair.real()), ofMoments(store, pair.forged()));
        };
    TextureConfiguration.Copies made = configuration.copies();
    String known = name + " by " + made.forgers() + ", " + made.uploads() + ", " + made.strongest();
    parts.add(
        new Part(List.of(known, known + "!"), List.of(real, forged), 2 * frames.size(), reader));
  }

  private ClipStatistics ofMoments(FaceStore store, List<TextureCopies.Moment> moments) {
    return moving(
        store,
        moments.stream().map(TextureCopies.Moment::face).toList(),
        moments.stream().map(TextureCopies.Moment::later).toList());
  }

  /** Asks for a picture. */
  void picture(FaceStore store, FaceEntry entry, Receiver receiver) {
    parts.add(
        new Part(
            List.of("picture " + entry.key()),
            List.of(receiver),
            1,
            () -> {
              List<Image> seen = List.of(seen(store, store.read(entry).crop()));
              return List.of(ClipStatistics.of(statistics(seen, List.of()), 0, 0));
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
    List<Part> unread = parts.stream().filter(part -> !isKnown(part, known)).toList();
    long before = all - unread.stream().mapToLong(Part::faces).sum();
    listener.started(before, all);
    long start = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(configuration.threads());
    try {
      int ahead = 2 * configuration.threads();
      List<Future<List<ClipStatistics>>> pending = new ArrayList<>();
      long done = 0;
      for (int i = 0; i < unread.size(); i++) {
        while (pending.size() < Math.min(unread.size(), i + ahead)) {
          Part part = unread.get(pending.size());
          pending.add(
              pool.submit(
                  () -> {
                    Engine.operationThreads(1);
                    return part.reader().get();
                  }));
        }
        List<ClipStatistics> read = pending.set(i, null).get();
        for (int j = 0; j < read.size(); j++) {
          known.put(unread.get(i).names().get(j), read.get(j));
        }
        done += unread.get(i).faces();
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
        part.receivers().get(i).take(known.get(part.names().get(i)).orElseThrow());
      }
    }
    parts.clear();
  }

  private static boolean isKnown(Part part, StatisticsFile known) {
    return part.names().stream().allMatch(name -> known.get(name).isPresent());
  }

  private static List<Image> crops(FaceStore store, List<FaceEntry> entries) {
    return entries.stream().map(entry -> store.read(entry).crop()).toList();
  }

  private ClipStatistics moving(FaceStore store, List<Image> faces, List<Image> later) {
    List<Image> told = new ArrayList<>();
    List<Image> next = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      Image face = seen(store, faces.get(i));
      Image after = seen(store, later.get(i));
      if (AlignedFace.moves(face, after)) {
        told.add(face);
        next.add(after);
      }
    }
    List<float[]> values = new ArrayList<>();
    for (int from = 0; from < told.size(); from += BATCH) {
      int to = Math.min(told.size(), from + BATCH);
      values.addAll(statistics(told.subList(from, to), next.subList(from, to)));
    }
    return ClipStatistics.of(values, configuration.pictures().framesOfClip(), TextureNetwork.STILL);
  }

  /**
   * @param next none, or as many as there are faces
   */
  private List<float[]> statistics(List<Image> faces, List<Image> next) {
    List<float[]> values = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        Precision.Scope numbers = configuration.precision().enter()) {
      Tensor images = FaceTensors.images(faces);
      Tensor statistics =
          next.isEmpty()
              ? network.statistics(images)
              : network.statistics(images, FaceTensors.images(next));
      for (int i = 0; i < faces.size(); i++) {
        values.add(FaceTensors.floats(statistics.select(0, i)));
      }
    }
    return values;
  }

  /** What the network sees of a stored crop. */
  private Image seen(FaceStore store, Image stored) {
    int margin = store.description().margin() - configuration.surround();
    return CropAugmentation.none(stored.width() - 2 * margin)
        .draw(stored.width(), new SplittableRandom(0))
        .image(stored);
  }

  /** Frames by person, in order. */
  static Map<String, List<FaceEntry>> byPerson(List<FaceEntry> frames) {
    Map<String, List<FaceEntry>> people = new LinkedHashMap<>();
    frames.forEach(
        frame -> people.computeIfAbsent(frame.personKey(), key -> new ArrayList<>()).add(frame));
    return people;
  }
}
