package org.delocate.training;

import java.nio.file.Path;
import java.util.List;
import org.delocate.network.Checkpoint;
import org.delocate.network.DelocateNetworks;
import org.delocate.network.Weights;

/** Fills networks from a checkpoint before the first step of a run. */
final class InitialWeights {

  private InitialWeights() {}

  /**
   * Fills some components; the others keep what they have.
   *
   * @param checkpoint its folder; where empty, nothing happens
   * @throws org.delocate.network.CheckpointException if it cannot be read or its shapes differ
   */
  static void load(
      DelocateNetworks networks, String checkpoint, List<DelocateNetworks.Component> components) {
    if (!checkpoint.isEmpty()) {
      load(networks, Checkpoint.read(Path.of(checkpoint)), components);
    }
  }

  /**
   * Fills stage 1. From a checkpoint without eigenfaces, networks that have them get the rest.
   *
   * @return whether the networks now have the checkpoint's eigenfaces
   * @throws org.delocate.network.CheckpointException if it cannot be read or its shapes differ
   */
  static boolean loadRecovering(DelocateNetworks networks, String folder) {
    Checkpoint checkpoint = Checkpoint.read(Path.of(folder));
    boolean wanted = networks.configuration().recovering().eigenfaces() > 0;
    boolean there = checkpoint.card().networks().recovering().eigenfaces() > 0;
    if (wanted && !there) {
      networks
          .recovering()
          .loadWithoutEigenfaces(
              checkpoint.weights(), DelocateNetworks.Component.RECOVERING.key() + ".");
    } else {
      load(networks, checkpoint, List.of(DelocateNetworks.Component.RECOVERING));
    }
    return wanted && there;
  }

  /** The same from a checkpoint that was read. */
  static void load(
      DelocateNetworks networks,
      Checkpoint checkpoint,
      List<DelocateNetworks.Component> components) {
    for (DelocateNetworks.Component component : components) {
      Weights.load(networks.component(component), checkpoint.weights(), component.key() + ".");
    }
  }
}
