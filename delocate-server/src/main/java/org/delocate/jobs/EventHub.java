package org.delocate.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happens to scans, for those who follow. Events are numbered; who was away for long misses
 * the older ones and asks for the state instead.
 */
public final class EventHub {

  private static final int KEPT = 2000;
  private static final long NANOS_BETWEEN_SIGNS = 250_000_000;

  /** How far a running scan is. */
  public record Progress(long done, long total, double seconds, long toldAtNanos) {

    /** Seconds that it will still take, if it goes on as so far; empty while nobody can tell. */
    public Optional<Double> secondsLeft() {
      return done > 1 && total >= done
          ? Optional.of(seconds * (total - done) / done)
          : Optional.empty();
    }
  }

  /**
   * Something that happened.
   *
   * @param number in the order of events, from 1
   * @param kind {@code changed}, {@code progress} or {@code deleted}
   * @param scanId to which scan
   */
  public record Event(long number, String kind, String scanId) {}

  private final Deque<Event> events = new ArrayDeque<>();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();
  private long last;
  private boolean closed;

  /** Tells that something about a scan changed. */
  public void changed(String scanId) {
    tell("changed", scanId);
  }

  /** Tells that a scan is gone. */
  public void deleted(String scanId) {
    progress.remove(scanId);
    tell("deleted", scanId);
  }

  void progress(String scanId, long done, long total, double seconds) {
    long now = System.nanoTime();
    Progress before = progress.get(scanId);
    boolean tell = before == null || now - before.toldAtNanos() > NANOS_BETWEEN_SIGNS;
    progress.put(scanId, new Progress(done, total, seconds, tell ? now : before.toldAtNanos()));
    if (tell) {
      tell("progress", scanId);
    }
  }

  void ended(String scanId) {
    progress.remove(scanId);
    changed(scanId);
  }

  /** How far a scan is, if it runs. */
  public Optional<Progress> progressOf(String scanId) {
    return Optional.ofNullable(progress.get(scanId));
  }

  private synchronized void tell(String kind, String scanId) {
    last++;
    events.addLast(new Event(last, kind, scanId));
    if (events.size() > KEPT) {
      events.removeFirst();
    }
    notifyAll();
  }

  /** The number of the latest event. */
  public synchronized long last() {
    return last;
  }

  /**
   * Waits for events behind a given one.
   *
   * @return those that are known, perhaps none when the time is over or the hub is closed
   */
  public synchronized List<Event> after(long number, long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (last <= number && !closed) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    List<Event> found = new ArrayList<>();
    for (Event event : events) {
      if (event.number() > number) {
        found.add(event);
      }
    }
    return found;
  }

  /** Whether it is closed. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Sends everybody home. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
