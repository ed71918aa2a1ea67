package org.delocate.training.group;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.gloo.Device;
import org.delocate.training.configuration.ConfigurationException;

/**
 * The bond between the workers of a run: LibTorch's Gloo process group. A run in one process has
 * one, too, that does nothing.
 *
 * <p>The batches of a step (gradient accumulation) are dealt out to the workers in order of their
 * rank, and the mean of the workers' gradients makes the step. So a run of several workers learns
 * from the same batches, step by step, as a run of one.
 */
public final class WorkerGroup implements AutoCloseable {

  private final Workers workers;
  private final ProcessGroupGloo group;

  private WorkerGroup(Workers workers, ProcessGroupGloo group) {
    this.workers = workers;
    this.group = group;
  }

  /** The group of a run in one process. */
  public static WorkerGroup alone() {
    return new WorkerGroup(Workers.alone(), null);
  }

  /**
   * Waits for all workers at the rendezvous. Must be called outside any pointer scope.
   *
   * @throws ConfigurationException if they do not meet in time
   */
  public static WorkerGroup join(Workers workers) {
    if (workers.count() == 1) {
      return alone();
    }
    Milliseconds timeout = new Milliseconds(workers.timeout().toMillis());
    try {
      ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(timeout);
      options.devices(new GlooDeviceVector(device(workers)));
      options.threads(1);
      return new WorkerGroup(
          workers,
          new ProcessGroupGloo(store(workers, timeout), workers.rank(), workers.count(), options));
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          "worker "
              + workers.rank()
              + " of "
              + workers.count()
              + " did not meet the others at "
              + workers.rendezvous()
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"),
          e);
    }
  }

  /** A rendezvous on this machine alone stays on it, whatever the machine's name resolves to. */
  private static Device device(Workers workers) {
    String host = workers.rendezvous().getHost();
    boolean here = "127.0.0.1".equals(host) || "localhost".equals(host);
    String named = System.getenv("GLOO_SOCKET_IFNAME");
    if (named != null && !named.isBlank()) {
      return ProcessGroupGloo.createDeviceForInterface(named);
    }
    return here
        ? ProcessGroupGloo.createDeviceForHostname("127.0.0.1")
        : ProcessGroupGloo.createDefaultDevice();
  }

  private static Store store(Workers workers, Milliseconds timeout) {
    if ("file".equals(workers.rendezvous().getScheme())) {
      return new FileStore(workers.rendezvous().getPath(), workers.count());
    }
    TCPStoreOptions options = new TCPStoreOptions();
    options.port((short) workers.rendezvous().getPort());
    options.isServer(workers.isFirst());
    options.numWorkers(new SizeTPointer(1).put(workers.count()));
    options.timeout(timeout);
    return new TCPStore(workers.rendezvous().getHost(), options);
  }

  /** Whether there is nobody to share with. */
  public boolean isAlone() {
    return group == null;
  }

  /** Whether this worker writes the run: its logs, pictures and checkpoints. */
  public boolean isFirst() {
    return workers.isFirst();
  }

  /**
   * How many of a step's batches each worker takes.
   *
   * @throws ConfigurationException if they cannot be dealt out evenly
   */
  public int share(int batches) {
    return workers.share(batches);
  }

  /**
   * The number of a batch of this worker.
   *
   * @param index counted over this worker's batches, over all steps
   * @param batches of a step, all workers together
   */
  public long batch(long index, int batches) {
    int share = share(batches);
    return index / share * batches + (long) workers.rank() * share + index % share;
  }

  /**
   * Puts the mean over the workers in place of each tensor.
   *
   * @param tensors of fp32; as many, and of the same sizes, in every worker
   * @param numbers to be averaged along
   * @return the means of the numbers
   * @throws WorkerLostException if a worker does not take part in time
   */
  double[] average(List<Tensor> tensors, double[] numbers) {
    if (group == null) {
      return numbers;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Tensor> flat = new ArrayList<>();
      tensors.forEach(tensor -> flat.add(tensor.reshape(-1)));
      flat.add(Tensor.create(numbers).to(torch.ScalarType.Float));
      Tensor all = torch.cat(new TensorVector(flat.toArray(Tensor[]::new)));
      await(group.allreduce(new TensorVector(all)), "in a step");
      all.div_(new Scalar((double) workers.count()));
      long at = 0;
      for (Tensor tensor : tensors) {
        tensor.copy_(all.narrow(0, at, tensor.numel()).view_as(tensor));
        at += tensor.numel();
      }
      return doubles(all.narrow(0, at, numbers.length).to(torch.ScalarType.Double));
    }
  }

  /**
   * What the first worker says.
   *
   * @return its numbers, in every worker
   * @throws WorkerLostException if a worker does not take part in time
   */
  public double[] fromFirst(double... numbers) {
    if (group == null) {
      return numbers;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor said = Tensor.create(numbers);
      await(group.broadcast(new TensorVector(said)), "while the first validated");
      return doubles(said);
    }
  }

  /**
   * Whether one of the workers says yes.
   *
   * @throws WorkerLostException if a worker does not take part in time
   */
  public boolean any(boolean own) {
    return average(List.of(), new double[] {own ? 1 : 0})[0] > 0;
  }

  /** Puts the first worker's tensors in place of the others'. */
  public void copyFromFirst(Iterable<Tensor> tensors) {
    if (group == null) {
      return;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (Tensor tensor : tensors) {
        Tensor said = tensor.detach().contiguous().clone();
        await(group.broadcast(new TensorVector(said)), "at the start");
        tensor.detach().copy_(said);
      }
    }
  }

  private void await(Work work, String when) {
    try {
      work._wait();
    } catch (RuntimeException e) {
      throw new WorkerLostException(workers.rank(), when, e);
    }
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[(int) tensor.numel()];
    tensor.contiguous().data_ptr_double().get(values);
    return values;
  }

  @Override
  public void close() {
    if (group != null) {
      group.close();
    }
  }
}
