package org.delocate.training.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.training.group.WorkerGroup;
import org.delocate.training.run.RunFolder;

/**
 * What a run has around its training, whatever it trains.
 *
 * @param folder where it is written
 * @param workers the processes that share it; the first one writes it
 * @param listener is told how it goes
 * @param stop when it becomes true, the run writes a checkpoint and returns
 */
public record CurrentRun(
    RunFolder folder, WorkerGroup workers, TrainingListener listener, AtomicBoolean stop) {}
