package org.delocate.training.group;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.delocate.training.configuration.ConfigurationException;

/**
 * The processes that train one run together, on one machine or on several, and which of them this
 * one is.
 *
 * @param count processes, at least 1
 * @param rank of this process, from 0; the first one writes the run
 * @param rendezvous where they meet: {@code tcp://HOST:PORT}, with the host of the first, or {@code
 *     file:///PATH}, a new file in a folder that all of them see
 * @param timeout how long one waits for the others before it takes them for lost
 */
public record Workers(int count, int rank, URI rendezvous, Duration timeout) {

  /** As PyTorch has it: longer than any validation, for which the others wait. */
  public static final Duration TIMEOUT = Duration.ofMinutes(30);

  private static final URI NOWHERE = URI.create("none:none");

  /**
   * @throws IllegalArgumentException if a number or the rendezvous makes no sense
   */
  public Workers {
    if (count < 1 || rank < 0 || rank >= count) {
      throw new IllegalArgumentException(
          "rank " + rank + " of " + count + " workers; ranks go from 0 to one less than the count");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the time-out is not positive");
    }
    if (count > 1) {
      boolean file = "file".equals(rendezvous.getScheme()) && rendezvous.getPath() != null;
      boolean tcp =
          "tcp".equals(rendezvous.getScheme())
              && rendezvous.getHost() != null
              && rendezvous.getPort() > 0;
      if (!file && !tcp) {
        throw new IllegalArgumentException(
            "the rendezvous '" + rendezvous + "' is neither tcp://HOST:PORT nor file:///PATH");
      }
    }
  }

  /** A run in one process. */
  public static Workers alone() {
    return new Workers(1, 0, NOWHERE, TIMEOUT);
  }

  /**
   * One of several.
   *
   * @throws IllegalArgumentException if a number or the rendezvous makes no sense
   */
  public static Workers of(int count, int rank, String rendezvous, Duration timeout) {
    try {
      return new Workers(count, rank, new URI(rendezvous), timeout);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the rendezvous '" + rendezvous + "' is no address", e);
    }
  }

  /**
   * How many of a step's batches each worker takes.
   *
   * @throws ConfigurationException if they cannot be dealt out evenly
   */
  public int share(int batches) {
    if (batches % count != 0) {
      throw new ConfigurationException(
          count
              + " workers cannot share the "
              + batches
              + " batches of a step; set accumulation to a multiple of "
              + count);
    }
    return batches / count;
  }

  public boolean isFirst() {
    return rank == 0;
  }
}
