package org.delocate.training.texture;

import java.nio.file.Path;
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
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.AlignedFace;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.weights.Safetensors;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.crop.StoreCrops;
import org.delocate.training.loop.TrainingListener;
import org.delocate.training.weights.CardWriter;
import org.delocate.training.weights.InitialWeights;

/**
 * Gives a checkpoint a texture network: reads the statistics of clips and pictures once, and fits
 * discriminants in closed form, to all splits, and to all but each that is kept apart.
 */
public final class TextureTraining {

  /** Stage of the card's provenance. */
  private static final String STAGE = "texture";

  private static final int BATCH = 8;

  private final TextureConfiguration configuration;
  private final Checkpoint base;
  private final DelocateNetworks networks;
  private final TextureSamples samples;
  private final TextureCopies copies;
  private final Map<String, List<String>> keysOfSplits = new LinkedHashMap<>();
  private final List<String> keysOfPictures = new ArrayList<>();

  private TextureTraining(
      TextureConfiguration configuration, Checkpoint base, DelocateNetworks networks) {
    this.configuration = configuration;
    this.base = base;
    this.networks = networks;
    this.samples = new TextureSamples(configuration);
    try {
      this.copies =
          new TextureCopies(
              configuration.copies().forgers(),
              configuration.copies().uploads(),
              configuration.copies().strongest());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  /**
   * Fits and writes.
   *
   * @param out gets {@code best}, fitted to all splits, and {@code without-SPLIT} for each split
   *     that is kept apart
   * @param listener hears how many faces were read, and of how many
   * @return in words, what was learnt from
   * @throws ConfigurationException if there is nothing to learn from
   */
  public static String run(TextureConfiguration configuration, Path out, TrainingListener listener)
      throws InterruptedException {
    Checkpoint base = Checkpoint.read(Path.of(configuration.model()));
    Safetensors encoder = Safetensors.read(Path.of(configuration.encoder()));
    if (base.card().networks().localization().wide()
        && base.card().networks().surround() != configuration.surround()) {
      throw new ConfigurationException(
          "surround is "
              + configuration.surround()
              + ", but the localization network of "
              + configuration.model()
              + " sees "
              + base.card().networks().surround()
              + " pixels around the crop");
    }
    Texture unfitted =
        new Texture(
            configuration.classifierShare(),
            new Texture.Scale(1, 0),
            new Texture.Scale(1, 0),
            configuration.stillShare(),
            new Texture.Scale(1, 0));
    try (DelocateNetworks networks =
        new DelocateNetworks(
            base.card().networks().withTexture(unfitted, configuration.surround()))) {
      for (Component component : Component.values()) {
        if (component != Component.TEXTURE) {
          InitialWeights.load(networks, base, List.of(component));
        }
      }
      PretrainedEncoder.loadTexture(networks, encoder);
      networks.eval();
      TextureTraining training = new TextureTraining(configuration, base, networks);
      training.read(listener);
      training.write(out.resolve("best"), configuration.splits());
      for (String split : configuration.apart()) {
        List<String> others = new ArrayList<>(configuration.splits());
        others.remove(split);
        training.write(out.resolve("without-" + split), others);
      }
      return training.samples.inWords();
    }
  }

  private void read(TrainingListener listener) throws InterruptedException {
    try (FaceStore clips = open(configuration.worlds());
        FaceStore pictures =
            configuration.pictures().isEmpty() ? null : open(configuration.pictures())) {
      Map<String, FaceEntry> later = new LinkedHashMap<>();
      clips.entries().stream()
          .filter(FaceEntry::isNeighbour)
          .forEach(entry -> later.put(entry.key(), entry));
      List<FaceEntry> frames =
          clips.entries().stream()
              .filter(entry -> configuration.splits().contains(entry.split()))
              .filter(entry -> later.containsKey(entry.neighbourKey()))
              .toList();
      if (frames.isEmpty()) {
        throw new ConfigurationException(
            configuration.worlds()
                + " has no faces of the splits "
                + configuration.splits()
                + " with the frame a moment later (prepare --neighbours)");
      }
      List<FaceEntry> stills = pictures == null ? List.of() : chosen(pictures);
      for (FaceEntry entry : frames) {
        keysOfSplits.computeIfAbsent(entry.split(), split -> new ArrayList<>()).add(entry.key());
      }
      stills.forEach(entry -> keysOfPictures.add(entry.key()));
      List<FaceEntry> forgeable =
          configuration.copies().ofClip() == 0
              ? List.of()
              : frames.stream().filter(entry -> entry.label() == Label.REAL).toList();
      long ofCopies = 2L * configuration.copies().ofClip() * forgeable.size();
      long all = frames.size() + ofCopies + stills.size();
      Statistics ofClips = new Statistics(clips, Optional.of(later), 0, all, listener);
      ofClips.each(frames, (entry, values) -> samples.addFrame(entry.personKey(), entry, values));
      new Statistics(clips, Optional.of(later), frames.size(), all, listener).copiesOf(forgeable);
      if (pictures != null) {
        new Statistics(pictures, Optional.empty(), frames.size() + ofCopies, all, listener)
            .each(stills, samples::addPicture);
      }
    }
  }

  private FaceStore open(String folder) {
    FaceStore store = FaceStore.open(Path.of(folder));
    int size = networks.configuration().crop().size();
    StoreCrops.check(store, size, 0);
    StoreCrops.checkSurround(store, "texture", configuration.surround());
    return store;
  }

  /** As many of both classes, by chance, of those that training may see. */
  private List<FaceEntry> chosen(FaceStore pictures) {
    List<FaceEntry> chosen = new ArrayList<>();
    for (Label label : Label.values()) {
      List<FaceEntry> some =
          new ArrayList<>(
              pictures.entries().stream()
                  .filter(entry -> entry.split().equals("train") && entry.label() == label)
                  .toList());
      SplittableRandom random = new SplittableRandom(configuration.seed());
      for (int i = some.size() - 1; i > 0; i--) {
        java.util.Collections.swap(some, i, random.nextInt(i + 1));
      }
      chosen.addAll(some.subList(0, Math.min(some.size(), configuration.picturesOfClass())));
    }
    return chosen;
  }

  private interface Receiver {
    void take(FaceEntry entry, float[] values);
  }

  /** A pair to be made of a clip. */
  private record Copy(String name, List<FaceEntry> frames) {}

  /** The statistics of its frames. */
  private record CopyValues(List<float[]> real, List<float[]> forged) {}

  /** Reads faces and runs the encoder over them, a batch a thread. */
  private final class Statistics {
    private final FaceStore store;
    private final Optional<Map<String, FaceEntry>> later;
    private final long before;
    private final long all;
    private final TrainingListener listener;
    private final long start = System.nanoTime();

    private Statistics(
        FaceStore store,
        Optional<Map<String, FaceEntry>> later,
        long before,
        long all,
        TrainingListener listener) {
      this.store = store;
      this.later = later;
      this.before = before;
      this.all = all;
      this.listener = listener;
    }

    private void each(List<FaceEntry> entries, Receiver receiver) throws InterruptedException {
      List<List<FaceEntry>> batches = new ArrayList<>();
      for (int from = 0; from < entries.size(); from += BATCH) {
        batches.add(entries.subList(from, Math.min(entries.size(), from + BATCH)));
      }
      ahead(
          batches,
          this::values,
          (batch, values) -> {
            values.forEach(receiver::take);
            return batch.size();
          });
    }

    /** Adds pairs of our own of every clip of these frames. */
    private void copiesOf(List<FaceEntry> entries) throws InterruptedException {
      Map<String, List<FaceEntry>> clips = new LinkedHashMap<>();
      entries.forEach(
          entry -> clips.computeIfAbsent(entry.personKey(), key -> new ArrayList<>()).add(entry));
      List<Copy> wanted = new ArrayList<>();
      clips.forEach(
          (name, frames) -> {
            for (int i = 0; i < configuration.copies().ofClip(); i++) {
              wanted.add(new Copy(name + " copy " + i, frames));
            }
          });
      ahead(
          wanted,
          this::values,
          (copy, values) -> {
            FaceEntry entry = copy.frames().get(0);
            values.real().forEach(one -> samples.addCopy(copy.name(), entry, false, one));
            values.forged().forEach(one -> samples.addCopy(copy.name() + "!", entry, true, one));
            return 2 * copy.frames().size();
          });
    }

    /**
     * Works a few parts ahead on every thread, and takes results in order.
     *
     * @param taker returns how many faces these were
     */
    private <P, V> void ahead(List<P> parts, Function<P, V> worker, ToIntBiFunction<P, V> taker)
        throws InterruptedException {
      ExecutorService pool = Executors.newFixedThreadPool(configuration.threads());
      try {
        int ahead = 2 * configuration.threads();
        List<Future<V>> pending = new ArrayList<>();
        long done = 0;
        for (int i = 0; i < parts.size(); i++) {
          while (pending.size() < Math.min(parts.size(), i + ahead)) {
            P part = parts.get(pending.size());
            pending.add(pool.submit(() -> worker.apply(part)));
          }
          done += taker.applyAsInt(parts.get(i), pending.get(i).get());
          pending.set(i, null);
          double seconds = (System.nanoTime() - start) / 1e9;
          listener.progress(before + done, all, Map.of(), done / seconds);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("faces could not be read: " + e.getCause(), e.getCause());
      } finally {
        pool.shutdownNow();
      }
    }

    private CopyValues values(Copy copy) {
      Engine.operationThreads(1);
      List<StoredFace> faces = copy.frames().stream().map(store::read).toList();
      List<Image> next =
          copy.frames().stream()
              .map(entry -> store.read(later.orElseThrow().get(entry.neighbourKey())).crop())
              .toList();
      long seed = configuration.seed() * 31 + copy.name().hashCode();
      TextureCopies.Pair pair = copies.of(faces, next, new SplittableRandom(seed));
      return new CopyValues(ofMoments(pair.real()), ofMoments(pair.forged()));
    }

    private List<float[]> ofMoments(List<TextureCopies.Moment> moments) {
      List<Image> faces = new ArrayList<>();
      List<Image> next = new ArrayList<>();
      for (TextureCopies.Moment moment : moments) {
        Image face = seen(moment.face());
        Image after = seen(moment.later());
        if (AlignedFace.moves(face, after)) {
          faces.add(face);
          next.add(after);
        }
      }
      List<float[]> values = new ArrayList<>();
      for (int from = 0; from < faces.size(); from += BATCH) {
        int to = Math.min(faces.size(), from + BATCH);
        values.addAll(statistics(faces.subList(from, to), next.subList(from, to)));
      }
      return values;
    }

    /** Of clips, only of frames in which something moves. */
    private Map<FaceEntry, float[]> values(List<FaceEntry> entries) {
      Engine.operationThreads(1);
      List<FaceEntry> told = new ArrayList<>();
      List<Image> faces = new ArrayList<>();
      List<Image> next = new ArrayList<>();
      for (FaceEntry entry : entries) {
        Image face = picture(entry);
        Optional<Image> after =
            later.map(neighbours -> picture(neighbours.get(entry.neighbourKey())));
        if (after.isEmpty() || AlignedFace.moves(face, after.get())) {
          told.add(entry);
          faces.add(face);
          after.ifPresent(next::add);
        }
      }
      Map<FaceEntry, float[]> values = new LinkedHashMap<>();
      if (!told.isEmpty()) {
        List<float[]> statistics = statistics(faces, next);
        for (int i = 0; i < told.size(); i++) {
          values.put(told.get(i), statistics.get(i));
        }
      }
      return values;
    }

    /**
     * @param next none, or as many as there are faces
     */
    private List<float[]> statistics(List<Image> faces, List<Image> next) {
      TextureNetwork texture = networks.texture().orElseThrow();
      List<float[]> values = new ArrayList<>();
      try (PointerScope scope = new PointerScope();
          InferenceMode mode = new InferenceMode();
          Precision.Scope numbers = configuration.precision().enter()) {
        Tensor images = FaceTensors.images(faces);
        Tensor statistics =
            next.isEmpty()
                ? texture.statistics(images)
                : texture.statistics(images, FaceTensors.images(next));
        for (int i = 0; i < faces.size(); i++) {
          values.add(FaceTensors.floats(statistics.select(0, i)));
        }
      }
      return values;
    }

    private Image picture(FaceEntry entry) {
      return seen(store.read(entry).crop());
    }

    /** What the network sees of a stored crop. */
    private Image seen(Image stored) {
      int margin = store.description().margin() - configuration.surround();
      return CropAugmentation.none(stored.width() - 2 * margin)
          .draw(stored.width(), new SplittableRandom(0))
          .image(stored);
    }
  }

  private void write(Path folder, List<String> splits) {
    LinearDiscriminant moving =
        LinearDiscriminant.fit(samples.moving(splits), configuration.ridge());
    LinearDiscriminant still = LinearDiscriminant.fit(samples.still(splits), configuration.ridge());
    Optional<LinearDiscriminant> track = track(splits);
    Texture fitted =
        new Texture(
            configuration.classifierShare(),
            scale(moving),
            scale(still),
            configuration.stillShare(),
            track.map(TextureTraining::scale).orElse(new Texture.Scale(0, 0)));
    networks
        .texture()
        .orElseThrow()
        .setWeights(
            weights(moving),
            weights(still),
            track.map(TextureTraining::weights).orElseGet(() -> new float[TextureNetwork.TRACK]));
    NetworkConfiguration architecture =
        networks.configuration().withTexture(fitted, configuration.surround());
    Map<String, String> stages = new LinkedHashMap<>(base.card().provenance().configuration());
    stages.put(STAGE, ConfigurationReader.write(configuration) + "fittedTo: " + splits + "\n");
    List<String> keys = new ArrayList<>(keysOfPictures);
    splits.forEach(split -> keys.addAll(keysOfSplits.getOrDefault(split, List.of())));
    ModelCard card =
        ModelCard.unmeasured(
            base.card().name() + "-texture",
            architecture,
            ModelCard.Provenance.ofThisMachine(
                CardWriter.codeVersion(), stages, CardWriter.digest(keys), configuration.seed()),
            base.card().trainingDataLicence());
    Checkpoint.write(folder, card, networks, Safetensors.Type.F32);
  }

  /** Nothing where clips of a class are all too short to tell. */
  private Optional<LinearDiscriminant> track(List<String> splits) {
    List<LinearDiscriminant.Sample> people = samples.track(splits);
    boolean told = people.stream().map(LinearDiscriminant.Sample::forged).distinct().count() == 2;
    return told
        ? Optional.of(LinearDiscriminant.fit(people, configuration.ridge()))
        : Optional.empty();
  }

  /** The largest weight is 1, so that half precision keeps the others as well as it can. */
  private static Texture.Scale scale(LinearDiscriminant discriminant) {
    return new Texture.Scale(largest(discriminant), discriminant.bias());
  }

  private static float[] weights(LinearDiscriminant discriminant) {
    double largest = largest(discriminant);
    float[] weights = new float[discriminant.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (discriminant.weights()[i] / largest);
    }
    return weights;
  }

  private static double largest(LinearDiscriminant discriminant) {
    double largest = 0;
    for (double weight : discriminant.weights()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }
}
