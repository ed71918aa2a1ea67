package org.delocate.training.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.store.SmallStore;
import org.delocate.face.align.CropConvention;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.input.VitSettings;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.weights.Safetensors;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.recovering.RecoveringConfiguration;

/** Configurations of runs that take seconds, on one thread and in fp32: repeatable to the bit. */
public final class SmallRuns {

  /** Says nothing. */
  public static class Silent implements TrainingListener {
    @Override
    public void progress(
        long step, long steps, Map<String, Double> losses, double facesPerSecond) {}

    @Override
    public void validated(long step, Map<String, Double> values, boolean best) {}
  }

  private SmallRuns() {}

  public static RecoveringConfiguration recovering(Path store, String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "store=" + store,
                "cropSize=" + SmallStore.CROP,
                "augmentation.cropSize=" + SmallStore.CROP,
                "augmentation.mostShift=8",
                "batchSize=2",
                "precision=FP32",
                "threads=1",
                "validationFaces=4",
                "checkpointEvery=6",
                "validateEvery=8",
                "optimization.steps=23",
                "optimization.warmupSteps=2",
                "optimization.averageDecay=0.9"));
    all.addAll(List.of(overrides));
    return ConfigurationReader.read(RecoveringConfiguration.defaults(), null, all);
  }

  public static LocalizationConfiguration localization(
      Path store, Path stageOne, String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "store=" + store,
                "recovering=" + stageOne,
                "augmentation.cropSize=" + SmallStore.CROP,
                "augmentation.mostShift=8",
                "pairs=2",
                "precision=FP32",
                "threads=1",
                "validationPairs=4",
                "checkpointEvery=6",
                "validateEvery=8",
                "optimization.steps=23",
                "optimization.warmupSteps=2",
                "optimization.averageDecay=0.9"));
    all.addAll(List.of(overrides));
    return ConfigurationReader.read(LocalizationConfiguration.defaults(), null, all);
  }

  public static NetworkConfiguration networks() {
    return new NetworkConfiguration(
        "test",
        CropConvention.standard(SmallStore.CROP),
        new RecoveringSettings(16, new VitSettings(16, 1, 2), new VitSettings(16, 1, 2), 2),
        new MappingSettings(4, 2),
        new LocalizationSettings(8, 4),
        NetworkComponents.all());
  }

  /** An untrained stage 1 of small networks. */
  public static Path stageOne(Path folder) {
    torch.manual_seed(9);
    ModelCard card =
        ModelCard.unmeasured(
            "untrained",
            networks(),
            ModelProvenance.ofThisMachine("test", Map.of(), "none", 9),
            "trained on nothing");
    Checkpoint.write(folder, card, new DelocateNetworks(networks()), Safetensors.Type.F32);
    return folder;
  }

  public static AtomicBoolean never() {
    return new AtomicBoolean();
  }
}
