package org.delocate.training.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
import org.delocate.training.step.Learner;
import org.delocate.training.weights.WeightAverage;

/**
 * The checkpoint {@code last} of a run: the model, and beside it all that going on takes: the
 * optimiser's moments, the average of the weights, where the run stands. Random numbers need no
 * place in it: they follow from the seed and the step's number.
 */
public final class RunCheckpoint {

  private static final String NAME = "last";
  private static final String OPTIMIZER = "optimizer.pt";
  private static final String AVERAGE = "average.safetensors";
  private static final String STATE = "state.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunFolder run;
  private final DelocateNetworks networks;
  private final Learner learner;
  private final Optional<WeightAverage> average;

  public RunCheckpoint(
      RunFolder run, DelocateNetworks networks, Learner learner, Optional<WeightAverage> average) {
    this.run = run;
    this.networks = networks;
    this.learner = learner;
    this.average = average;
  }

  /**
   * Writes it in one step: whenever the process is killed, the folder holds a whole one.
   *
   * @param model writes card and weights into a folder
   */
  public void write(RunState state, Consumer<Path> model) {
    run.replace(
        NAME,
        folder -> {
          model.accept(folder);
          learner.save(folder.resolve(OPTIMIZER));
          average.ifPresent(
              mean ->
                  SafetensorsWriter.write(
                      folder.resolve(AVERAGE), mean.tensors(), Safetensors.Type.F32, Map.of()));
          try {
            Files.writeString(folder.resolve(STATE), JSON.writeValueAsString(state));
          } catch (IOException e) {
            throw new UncheckedIOException("the state of the run cannot be written", e);
          }
        });
  }

  /** Whether a run has one to go on from. */
  public static boolean isIn(RunFolder run) {
    return run.latest(NAME).isPresent();
  }

  /** Takes everything from the newest checkpoint, if there is one. */
  public Optional<RunState> read() {
    return run.latest(NAME).map(this::read);
  }

  private RunState read(Path folder) {
    try {
      Weights.load(networks, Checkpoint.read(folder).weights());
      learner.load(folder.resolve(OPTIMIZER));
      if (average.isPresent()) {
        average.get().load(Safetensors.read(folder.resolve(AVERAGE)));
      }
      return JSON.readValue(folder.resolve(STATE).toFile(), RunState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
