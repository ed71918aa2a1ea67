package org.delocate.cli;

import java.nio.file.Path;
import java.util.Map;
import org.delocate.face.align.CropConvention;
import org.delocate.network.engine.Engine;
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

/**
 * A checkpoint of the real architecture, small and untrained: its verdicts mean nothing, and come
 * fast.
 */
public final class SmallModel {
  private SmallModel() {}

  public static Path writeTo(Path folder) {
    Engine.seed(7);
    NetworkConfiguration configuration =
        new NetworkConfiguration(
            "test",
            CropConvention.standard(64),
            new RecoveringSettings(16, new VitSettings(32, 2, 2), new VitSettings(32, 1, 2), 2),
            new MappingSettings(4, 1),
            new LocalizationSettings(8, 4),
            NetworkComponents.all());
    ModelCard card =
        ModelCard.unmeasured(
            "untrained",
            configuration,
            ModelProvenance.ofThisMachine("test", Map.of(), "none", 7),
            "trained on nothing");
    Checkpoint.write(folder, card, new DelocateNetworks(configuration), Safetensors.Type.F32);
    return folder;
  }
}
