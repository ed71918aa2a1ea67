package org.delocate.training.weights;

import java.nio.file.Path;
import java.util.List;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.weights.Weights;

/** Fills networks from a checkpoint before the first step of a run. */
public final class InitialWeights {

  private InitialWeights() {}

  /**
   * Fills stage 2, without the mapping module where the checkpoint's looks with another trunk.
   *
   * @param folder the checkpoint's; where empty, nothing happens
   * @throws org.delocate.network.weights.CheckpointException if it cannot be read or its shapes
   *     differ
   */
  public static void loadStage2(DelocateNetworks networks, String folder) {
    if (folder.isEmpty()) {
      return;
    }
    Checkpoint checkpoint = Checkpoint.read(Path.of(folder));
    load(networks, checkpoint, List.of(Component.LOCALIZATION, Component.CLASSIFIER));
    if (checkpoint.card().networks().mapping().trunk()
        == networks.configuration().mapping().trunk()) {
      load(networks, checkpoint, List.of(Component.MAPPING));
    }
  }

  /**
   * Fills stage 1. From a checkpoint without eigenfaces, networks that have them get the rest.
   *
   * @return whether the networks now have the checkpoint's eigenfaces
   * @throws org.delocate.network.weights.CheckpointException if it cannot be read or its shapes
   *     differ
   */
  public static boolean loadRecovering(DelocateNetworks networks, String folder) {
    Checkpoint checkpoint = Checkpoint.read(Path.of(folder));
    boolean wanted = networks.configuration().recovering().eigenfaces() > 0;
    boolean there = checkpoint.card().networks().recovering().eigenfaces() > 0;
    if (wanted && !there) {
      networks
          .recovering()
          .loadWithoutEigenfaces(checkpoint.weights(), Component.RECOVERING.key() + ".");
    } else {
      load(networks, checkpoint, List.of(Component.RECOVERING));
    }
    return wanted && there;
  }

  /**
   * Fills some components; the others keep what they have.
   *
   * @throws org.delocate.network.weights.CheckpointException if the shapes differ
   */
  public static void load(
      DelocateNetworks networks, Checkpoint checkpoint, List<Component> components) {
    for (Component component : components) {
      Weights.load(networks.component(component), checkpoint.weights(), component.key() + ".");
    }
  }
}
