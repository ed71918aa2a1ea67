package org.delocate.training.texture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.network.texture.StatisticsWeights;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.weights.Safetensors;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
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

  /** Of the folder that is written: what was read, of which a later fit reads nothing again. */
  private static final String STATISTICS = "statistics.bin";

  /** Likewise: what is said of clips of splits that were kept apart. */
  private static final String APART = "apart.csv";

  /**
   * What came of it.
   *
   * @param from in words, what was learnt from
   * @param apart what is said of clips of splits that were kept apart
   */
  public record Learnt(String from, ApartScores apart) {}

  private record Fitted(LinearDiscriminant moving, Optional<LinearDiscriminant> track) {}

  private final TextureConfiguration configuration;
  private final Checkpoint base;
  private final DelocateNetworks networks;
  private final TextureSamples samples;
  private final TextureCopies copies;
  private final PlaceFit places;
  private final PassageFit passages;
  private final Map<String, List<String>> keysOfSplits = new LinkedHashMap<>();
  private final List<String> keysOfPictures = new ArrayList<>();

  private TextureTraining(
      TextureConfiguration configuration, Checkpoint base, DelocateNetworks networks) {
    this.configuration = configuration;
    this.base = base;
    this.networks = networks;
    this.samples = new TextureSamples(configuration);
    this.places = new PlaceFit(networks.configuration());
    this.passages =
        new PassageFit(configuration, configuration.fit().reach() > 0, networks.configuration());
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
   * <p>With {@code placesAlone} or {@code passagesAlone} it fits just that, and writes {@code best}
   * alone.
   *
   * @param out gets {@code best}, fitted to all splits, and {@code without-SPLIT} for each split
   *     that is kept apart, with what those say of its clips; what was read is kept there, so that
   *     a fit that was stopped goes on, and one with other weights or another ridge begins at once
   * @param listener hears how many faces were read, and of how many
   * @return what was learnt from, and what it says of splits that were kept apart
   * @throws ConfigurationException if there is nothing to learn from, or what is asked for does not
   *     go with the checkpoint
   */
  public static Learnt run(TextureConfiguration configuration, Path out, TrainingListener listener)
      throws InterruptedException {
    ConfigurationReader.check(configuration);
    if (configuration.placesAlone()) {
      return new Learnt(PlaceTraining.run(configuration, out), new ApartScores());
    }
    if (configuration.passagesAlone()) {
      return new Learnt(
          PassageTraining.run(
              configuration, out.resolve(STATISTICS), out.resolve("best"), listener),
          new ApartScores());
    }
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
            configuration.fit().classifierShare(),
            new Texture.Scale(1, 0),
            new Texture.Scale(1, 0),
            configuration.fit().stillShare(),
            new Texture.Scale(1, 0),
            configuration.fit().reach() > 0,
            configuration.maskShare() > 0 ? configuration.maskShare() : null,
            configuration.placesInBox(),
            configuration.placesInOutline(),
            configuration.views(),
            PassageFit.unfitted(configuration));
    try (DelocateNetworks networks =
        new DelocateNetworks(
            base.card().networks().withTexture(unfitted, configuration.surround()))) {
      load(networks, base, encoder);
      TextureTraining training = new TextureTraining(configuration, base, networks);
      training.read(out.resolve(STATISTICS), encoder, listener);
      training.write(out.resolve("best"), configuration.clips().splits());
      ApartScores apart = new ApartScores();
      for (String split : configuration.clips().apart()) {
        List<String> others = new ArrayList<>(configuration.clips().splits());
        others.remove(split);
        Fitted fitted = training.write(out.resolve("without-" + split), others);
        training.samples.scored(split, fitted.track(), fitted.moving()).forEach(apart::add);
      }
      if (!configuration.clips().apart().isEmpty()) {
        apart.table().write(out.resolve(APART));
      }
      return new Learnt(training.samples.inWords(), apart);
    }
  }

  private static void load(DelocateNetworks networks, Checkpoint base, Safetensors encoder) {
    for (Component component : Component.values()) {
      if (component != Component.TEXTURE) {
        InitialWeights.load(networks, base, List.of(component));
      }
    }
    PretrainedEncoder.loadTexture(networks, encoder);
    networks.eval();
  }

  private void read(Path file, Safetensors encoder, TrainingListener listener)
      throws InterruptedException {
    // As scans see faces: with weights that are ready for the processor, and cannot be written.
    try (DelocateNetworks reading = new DelocateNetworks(networks.configuration());
        FaceStore clips = open(configuration.clips().worlds());
        FaceStore pictures =
            configuration.pictures().pictures().isEmpty()
                ? null
                : open(configuration.pictures().pictures())) {
      load(reading, base, encoder);
      reading.prepare(configuration.precision().resolved());
      TextureReader reader = new TextureReader(configuration, reading.texture().orElseThrow());
      askForClips(clips, reader);
      if (configuration.maskShare() > 0) {
        places.read(clips, configuration.clips().splits(), reading, configuration.precision());
      }
      if (pictures != null) {
        for (FaceEntry entry : chosen(pictures)) {
          keysOfPictures.add(entry.key());
          reader.picture(
              pictures, entry, values -> samples.addPicture(entry, values.frames().get(0)));
          for (int i = 0; i < configuration.edits().ofPicture(); i++) {
            reader.editedPicture(
                pictures,
                entry,
                i,
                values -> samples.addEditedPicture(entry, values.frames().get(0)));
          }
        }
      }
      try (StatisticsFile known =
          StatisticsFile.open(file, origin(encoder.sha256(), clips, pictures))) {
        reader.read(known, listener);
      }
    }
  }

  /** All that the values depend on. */
  private String origin(String encoder, FaceStore clips, FaceStore pictures) {
    return String.join(
        "\n",
        "encoder " + encoder,
        "clips " + clips.description().planDigest(),
        "pictures " + (pictures == null ? "none" : pictures.description().planDigest()),
        "seed " + configuration.seed(),
        "surround " + configuration.surround(),
        "frames kept " + configuration.pictures().framesOfClip(),
        "precision " + configuration.precision().resolved());
  }

  private void askForClips(FaceStore clips, TextureReader reader) {
    Map<String, List<List<FaceEntry>>> people = ClipMoments.byPerson(clips, configuration.clips());
    people
        .values()
        .forEach(
            moments ->
                moments.forEach(
                    moment ->
                        keysOfSplits
                            .computeIfAbsent(moment.get(0).split(), split -> new ArrayList<>())
                            .add(moment.get(0).key())));
    people.forEach(
        (name, moments) -> {
          FaceEntry entry = moments.get(0).get(0);
          reader.clip(
              clips,
              name,
              moments,
              values -> {
                samples.add(entry, values);
                passages.addForged(entry, values.mean());
              });
        });
    people.forEach((name, moments) -> passages.askForFrames(clips, name, moments, reader));
    people.forEach(
        (name, moments) -> {
          FaceEntry entry = moments.get(0).get(0);
          for (int i = 0; i < copiesOf(entry); i++) {
            reader.copy(
                clips,
                name + " copy " + i,
                moments,
                copies,
                values -> samples.addCopy(entry, false, values),
                values -> samples.addCopy(entry, true, values));
          }
          for (int i = 0; i < configuration.edits().ofClip(); i++) {
            reader.edited(
                clips, name, moments, i, (edit, values) -> samples.addEdited(entry, edit, values));
          }
        });
  }

  private int copiesOf(FaceEntry entry) {
    return entry.label() == Label.REAL ? configuration.copies().ofClip() : 0;
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
        Collections.swap(some, i, random.nextInt(i + 1));
      }
      chosen.addAll(
          some.subList(0, Math.min(some.size(), configuration.pictures().picturesOfClass())));
    }
    return chosen;
  }

  private Fitted write(Path folder, List<String> splits) {
    StatisticsCounts counts =
        new StatisticsCounts(
            configuration.views(),
            configuration.fit().spectrumShare(),
            configuration.fit().wanderShare());
    LinearDiscriminant moving = fit(samples.moving(splits), counts.ofFrame());
    // Pictures have no pages: contrasts of clips would take half of what they tell. They are many,
    // which only the closed form takes in its stride.
    LinearDiscriminant still = fit(samples.still(splits), 0, Learning.DISCRIMINANT, List.of());
    Optional<LinearDiscriminant> track = track(splits, counts.ofTrack());
    Optional<float[]> lie =
        places.fit(splits, configuration.maskShare(), configuration.placesInBox());
    Optional<PassageFit.Fitted> parting = passages.fit(splits);
    TextureNetwork network = networks.texture().orElseThrow();
    Texture fitted =
        new Texture(
            configuration.fit().classifierShare(),
            scale(moving),
            scale(still),
            configuration.fit().stillShare(),
            track.map(TextureTraining::scale).orElse(new Texture.Scale(0, 0)),
            isLimited(),
            maskShare(lie.isPresent()),
            configuration.placesInBox() && lie.isPresent(),
            configuration.placesInOutline(),
            configuration.views(),
            parting.map(PassageFit.Fitted::passages).orElse(Texture.Passages.NONE));
    network.setWeights(
        weights(moving), weights(still), track.map(this::weights).orElseGet(this::nothing));
    parting.ifPresent(own -> network.setPassages(own.weights()));
    if (configuration.maskShare() > 0) {
      int cells = TextureSizes.placesOf(networks.configuration());
      network.setPlaces(lie.orElseGet(() -> new float[cells * cells]));
    }
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
            ModelProvenance.ofThisMachine(
                CardWriter.codeVersion(), stages, CardWriter.digest(keys), configuration.seed()),
            base.card().trainingDataLicence());
    Checkpoint.write(folder, card, networks, Safetensors.Type.F32);
    return new Fitted(moving, track);
  }

  /** Masks stay as they are where no clip says where forgeries lie. */
  private Double maskShare(boolean known) {
    if (configuration.maskShare() == 0) {
      return null;
    }
    return known ? configuration.maskShare() : 1.0;
  }

  /** Nothing where clips of a class are all too short to tell. */
  private Optional<LinearDiscriminant> track(List<String> splits, List<Double> counts) {
    List<LinearDiscriminant.Sample> people = samples.track(splits);
    boolean told = people.stream().map(LinearDiscriminant.Sample::forged).distinct().count() == 2;
    return told ? Optional.of(fit(people, counts)) : Optional.empty();
  }

  private LinearDiscriminant fit(List<LinearDiscriminant.Sample> people, List<Double> counts) {
    return fit(people, configuration.fit().contrast(), configuration.fit().learning(), counts);
  }

  private LinearDiscriminant fit(
      List<LinearDiscriminant.Sample> chosen,
      double contrast,
      Learning learning,
      List<Double> counts) {
    double reach = isLimited() ? configuration.fit().reach() : Double.POSITIVE_INFINITY;
    return LinearDiscriminant.fit(
        chosen,
        new LinearDiscriminant.Options(
            configuration.fit().ridge(),
            reach,
            contrast,
            learning,
            configuration.fit().penalty(),
            counts));
  }

  private boolean isLimited() {
    return configuration.fit().reach() > 0;
  }

  /** The largest weight is 1, so that half precision keeps the others as well as it can. */
  private static Texture.Scale scale(LinearDiscriminant discriminant) {
    return new Texture.Scale(largest(discriminant), discriminant.bias());
  }

  private StatisticsWeights weights(LinearDiscriminant discriminant) {
    double largest = largest(discriminant);
    float[] weights = new float[discriminant.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (discriminant.weights()[i] / largest);
    }
    return isLimited()
        ? new StatisticsWeights(weights, discriminant.lowest(), discriminant.highest())
        : StatisticsWeights.unlimited(weights);
  }

  private StatisticsWeights nothing() {
    float[] none = new float[TextureSizes.trackOf(networks.configuration())];
    return new StatisticsWeights(none, none, none);
  }

  private static double largest(LinearDiscriminant discriminant) {
    double largest = 0;
    for (double weight : discriminant.weights()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }
}
