package org.delocate.training.localization;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.network.weights.Safetensors;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.crop.CropAugmentation;
import org.delocate.training.crop.StoreCrops;
import org.delocate.training.loop.CurrentRun;
import org.delocate.training.loop.TrainingLoop;
import org.delocate.training.loop.TrainingRuns;
import org.delocate.training.pair.PairMaker;
import org.delocate.training.pair.Spoiling;
import org.delocate.training.pair.WorldPairs;
import org.delocate.training.recovering.RecoveringTraining;
import org.delocate.training.weights.CardWriter;
import org.delocate.training.weights.InitialWeights;

/** Stage 2 from a store of faces and a checkpoint of stage 1 to a checkpoint that detects. */
public final class LocalizationTraining {

  private LocalizationTraining() {}

  /** Runs of this stage, to start or to go on with. */
  public static TrainingRuns<LocalizationConfiguration> runs() {
    return new TrainingRuns<>(LocalizationConfiguration.defaults(), LocalizationTraining::train);
  }

  private static long train(LocalizationConfiguration configuration, CurrentRun run)
      throws InterruptedException {
    LocalizationParts parts = configuration.parts();
    Checkpoint recovering = Checkpoint.read(Path.of(configuration.start().recovering()));
    NetworkConfiguration architecture = parts.applied(recovering.card().networks());
    // Before the store, which takes a minute to read.
    Optional<Safetensors> pretrained = parts.encoder().read();
    List<StoredFace> faces = load(configuration, architecture);
    List<StoredFace> worlds = worlds(configuration, architecture);
    List<StoredFace> training = split(faces, "train");
    PairMaker pairs =
        new PairMaker(
            architecture,
            configuration.batches().augmentation(),
            configuration.drawing(),
            training,
            new PairMaker.Worlds(
                worlds, configuration.worlds().share(), configuration.worlds().ownShare()));
    PairMaker held =
        new PairMaker(
            architecture,
            CropAugmentation.none(architecture.view().size()),
            configuration.drawing().spoilt(Spoiling.none()),
            split(faces, "val"),
            PairMaker.Worlds.none());
    Map<String, String> stages =
        new LinkedHashMap<>(recovering.card().provenance().configuration());
    // Of a checkpoint of both stages only the first is taken.
    stages.keySet().retainAll(List.of(RecoveringTraining.STAGE));
    stages.put("localization", ConfigurationReader.write(configuration));
    CardWriter cards =
        new CardWriter(
            "delocate-" + architecture.size() + "-" + architecture.crop().size(),
            architecture,
            stages,
            Stream.concat(training.stream(), worlds.stream()).toList(),
            configuration.batches().seed(),
            recovering.card().trainingDataLicence());
    torch.manual_seed(configuration.batches().seed());
    DelocateNetworks networks = new DelocateNetworks(architecture);
    pretrained.ifPresent(file -> PretrainedEncoder.load(networks, file));
    InitialWeights.loadStage2(networks, configuration.start().initial());
    InitialWeights.load(networks, recovering, List.of(Component.RECOVERING));
    parts.mapping().fill(networks);
    try (LocalizationStage stage =
        new LocalizationStage(configuration, networks, pairs, held, cards)) {
      return new TrainingLoop<>(stage, configuration, run).run();
    }
  }

  private static List<StoredFace> split(List<StoredFace> faces, String name) {
    return faces.stream().filter(face -> face.split().equals(name)).toList();
  }

  private static List<StoredFace> worlds(
      LocalizationConfiguration configuration, NetworkConfiguration architecture) {
    WorldPairs worlds = configuration.worlds();
    if (worlds.store().isEmpty()) {
      return List.of();
    }
    try (FaceStore store = FaceStore.open(Path.of(worlds.store()))) {
      StoreCrops.check(store, architecture, configuration.batches().augmentation());
      List<StoredFace> faces =
          store.load(
              entry -> worlds.splits().contains(entry.split()) && !entry.isNeighbour(),
              configuration.run().threads());
      if (faces.isEmpty()) {
        throw new ConfigurationException(
            worlds.store() + " has no faces of the splits " + worlds.splits());
      }
      return faces;
    }
  }

  private static List<StoredFace> load(
      LocalizationConfiguration configuration, NetworkConfiguration architecture) {
    Path folder = Path.of(configuration.start().store());
    try (FaceStore store = FaceStore.open(folder)) {
      StoreCrops.check(store, architecture, configuration.batches().augmentation());
      return LastFaces.of(
          new LastFaces.Choice(
              folder.toAbsolutePath(), store.description(), configuration.start().sources()),
          () ->
              store.load(
                  entry ->
                      !entry.split().equals("test")
                          && (configuration.start().sources().isEmpty()
                              || configuration.start().sources().contains(entry.source())),
                  configuration.run().threads()));
    }
  }
}
