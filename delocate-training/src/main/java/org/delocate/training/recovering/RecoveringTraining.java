package org.delocate.training.recovering;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.crop.StoreCrops;
import org.delocate.training.loop.CurrentRun;
import org.delocate.training.loop.TrainingLoop;
import org.delocate.training.loop.TrainingRuns;
import org.delocate.training.run.RunCheckpoint;
import org.delocate.training.weights.CardWriter;
import org.delocate.training.weights.InitialWeights;

/** Stage 1 from a store of faces to a checkpoint. */
public final class RecoveringTraining {

  /** Name of this stage's configuration in cards. */
  public static final String STAGE = "recovering";

  private RecoveringTraining() {}

  /** Runs of this stage, to start or to go on with. */
  public static TrainingRuns<RecoveringConfiguration> runs() {
    return new TrainingRuns<>(RecoveringConfiguration.defaults(), RecoveringTraining::train);
  }

  private static long train(RecoveringConfiguration configuration, CurrentRun run)
      throws InterruptedException {
    Map<String, String> clips = new HashMap<>();
    List<StoredFace> real = load(configuration, clips);
    List<StoredFace> training = real.stream().filter(face -> face.split().equals("train")).toList();
    List<StoredFace> held =
        real.stream()
            .filter(face -> face.split().equals("val"))
            .limit(configuration.validationFaces())
            .toList();
    if (training.isEmpty()) {
      throw new ConfigurationException(
          configuration.store() + " has no real faces of the split train to learn from");
    }
    torch.manual_seed(configuration.batches().seed());
    NetworkConfiguration architecture = configuration.networks().architecture();
    DelocateNetworks networks = new DelocateNetworks(architecture);
    if (!RunCheckpoint.isIn(run.folder())) {
      begin(networks, configuration, training);
    }
    CardWriter cards =
        new CardWriter(
            "recovering-" + configuration.networks().inWords(),
            architecture,
            Map.of(STAGE, ConfigurationReader.write(configuration)),
            training,
            configuration.batches().seed(),
            "See the terms of the datasets in the store.");
    FaceDraw draw =
        new FaceDraw(
            training,
            configuration.faces().balanced(),
            face -> clips.get(face.key()),
            configuration.faces().clipConsistent() ? configuration.faces().clipFrames() : 1);
    try (RecoveringStage stage = new RecoveringStage(configuration, networks, draw, held, cards)) {
      return new TrainingLoop<>(stage, configuration, run).run();
    }
  }

  /** First weights, and the eigenfaces that stay as they are. */
  private static void begin(
      DelocateNetworks networks, RecoveringConfiguration configuration, List<StoredFace> training) {
    boolean measured = false;
    if (!configuration.initial().isEmpty()) {
      measured = InitialWeights.loadRecovering(networks, configuration.initial());
    }
    if (configuration.networks().eigenfaces() > 0 && !measured) {
      EigenfaceFaces.measure(networks, training, configuration.batches().seed());
    }
  }

  /**
   * @param clips receives the clip of each face, by the face's key
   */
  private static List<StoredFace> load(
      RecoveringConfiguration configuration, Map<String, String> clips) {
    try (FaceStore store = FaceStore.open(Path.of(configuration.store()))) {
      StoreCrops.check(
          store,
          configuration.networks().cropSize(),
          configuration.batches().augmentation().mostShift());
      store.entries().forEach(entry -> clips.put(entry.key(), entry.record()));
      return store.load(
          entry ->
              entry.label() == Label.REAL
                  && (configuration.faces().sources().isEmpty()
                      || configuration.faces().sources().contains(entry.source())),
          configuration.run().threads());
    }
  }
}
