package org.delocate.media.shot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.delocate.media.container.FrameSource;
import org.delocate.media.sampling.FrameSampling;

/**
 * Holds decoded frames back until it is known to which shot they belong, and adds frames to shots
 * that would get too few. What is held are references to the decoder's own pictures, or to what
 * they look like without combing.
 *
 * <p>A wanted frame is always delivered, in the order of showing. Of the others some are kept as
 * candidates while a shot lasts: at first all that are {@value #CANDIDATES_APART} seconds apart,
 * and every second one of them whenever they become more than {@value #MOST_CANDIDATES}. When the
 * shot is over, those are delivered that lie furthest from what it has. [ours]
 */
public final class ShotSampler implements AutoCloseable {

  /** Seconds. */
  private static final double CANDIDATES_APART = 0.08;

  private static final int MOST_CANDIDATES = 8;

  /** Bytes of all frames that are held, as many again of later ones, and of those before both. */
  private static final long MOST_HELD_BYTES = 3L << 25;

  /** Bytes of the wanted frames of a shot that wait for company: they may be large. */
  private static final long MOST_WAITING_BYTES = 1L << 28;

  private record Mixture(long position, long windows) {}

  private final ShotChanges shots = new ShotChanges();
  private final Deinterlacer deinterlacer = new Deinterlacer();
  private final int perShot;
  private final boolean withLater;
  private final long mostHeld;
  private final long mostWaiting;
  private final Deque<HeldFrame> unsettled = new ArrayDeque<>();
  private final Deque<HeldFrame> ready = new ArrayDeque<>();

  /** Unsettled frames whose later frame has not come yet. */
  private final List<HeldFrame> alone = new ArrayList<>();

  /** Wanted frames of the current shot that may get company; in the order of showing. */
  private final List<HeldFrame> waiting = new ArrayList<>();

  private final List<HeldFrame> candidates = new ArrayList<>();

  /** Mixtures in parts of the picture since the last delivered frame. */
  private final Deque<Mixture> mixtures = new ArrayDeque<>();

  private long candidateNumber;
  private long stride = 1;
  private int shot;
  private boolean shotHasEnough;
  private boolean inMixture;
  private boolean cut;
  private boolean anyDelivered;
  private long extra;
  private double lastCandidate = Double.NEGATIVE_INFINITY;
  private long unsettledBytes;

  /**
   * @param perShot frames that each shot gets, if it has them; 0 to deliver wanted frames only
   * @param withLater whether frames come with the one a moment later
   */
  public ShotSampler(int perShot, boolean withLater) {
    this(perShot, withLater, MOST_HELD_BYTES, MOST_WAITING_BYTES);
  }

  /**
   * @param mostHeld bytes of the frames that are held, as many again of later ones
   * @param mostWaiting bytes of the wanted frames of a shot that wait for company
   */
  ShotSampler(int perShot, boolean withLater, long mostHeld, long mostWaiting) {
    this.perShot = perShot;
    this.withLater = withLater;
    this.mostHeld = mostHeld;
    this.mostWaiting = mostWaiting;
    this.shotHasEnough = perShot == 0;
  }

  /**
   * Takes the frame that was decoded last.
   *
   * @param wanted whether it is to be delivered
   * @param possible whether it may be delivered
   */
  public void add(FrameSource source, double seconds, boolean wanted, boolean possible) {
    AVFrame frame = source.frame();
    boolean damaged = source.frameDamaged();
    ShotTimeline.Moment moment = shots.watch(frame, damaged, seconds);
    boolean candidate =
        possible && perShot > 0 && !damaged && seconds - lastCandidate >= apart(frame) - 1e-6;
    List<HeldFrame> waitingForIt = alone.stream().filter(held -> held.isLater(seconds)).toList();
    alone.removeAll(waitingForIt);
    boolean kept = wanted || candidate;
    if (kept || (!damaged && !waitingForIt.isEmpty())) {
      // Most candidates are never delivered: of them, combing is looked for only when it must be.
      boolean now =
          wanted
              || source.previous() == null
              || deinterlacer.hasFoundWoven()
              || waitingForIt.stream().anyMatch(HeldFrame::wanted);
      // Now, while the decoder still has its neighbours; or later, with the one before.
      AVFrame picture = now ? deinterlacer.progressive(source) : frame;
      AVFrame before = now ? null : source.previous();
      if (!damaged) {
        waitingForIt.forEach(held -> giveLater(held, picture, before, moment));
      }
      if (kept) {
        hold(new HeldFrame(source, picture, before, seconds, wanted, moment));
      }
    }
    long most = withLater ? 2 * mostHeld : mostHeld;
    while (!unsettled.isEmpty() && (unsettledBytes > most || isSettled(unsettled.peek()))) {
      settleFirst();
    }
  }

  private void hold(HeldFrame held) {
    lastCandidate = held.seconds();
    unsettled.add(held);
    unsettledBytes += held.bytes();
    if (withLater) {
      alone.add(held);
    }
  }

  private void giveLater(
      HeldFrame held, AVFrame picture, AVFrame before, ShotTimeline.Moment moment) {
    unsettledBytes -= held.heldBytes();
    held.setLater(picture, before, moment);
    unsettledBytes += held.heldBytes();
  }

  private boolean isSettled(HeldFrame held) {
    return !alone.contains(held) && shots.isSettled(held.lastMoment());
  }

  /**
   * A frame that lies before the one that is added next, and will not be delivered. Which frames
   * are kept as candidates depends on those before them, whether these are looked at or not.
   *
   * @param frame a frame of the same size
   * @param possible whether it might have been delivered
   */
  public void passOver(AVFrame frame, double seconds, boolean possible) {
    if (possible && perShot > 0 && seconds - lastCandidate >= apart(frame) - 1e-6) {
      lastCandidate = seconds;
    }
  }

  /** Whether there are frames of two fields: the neighbours of each may be needed then. */
  public boolean hasFoundWoven() {
    return deinterlacer.hasFoundWoven();
  }

  /** There are no more frames. */
  public void end() {
    while (!unsettled.isEmpty()) {
      settleFirst();
    }
    endShot();
  }

  /** The next frame to deliver, which the caller releases; null if more must be taken first. */
  public HeldFrame poll() {
    return ready.poll();
  }

  @Override
  public void close() {
    for (Iterable<HeldFrame> frames : List.of(unsettled, ready, waiting, candidates)) {
      frames.forEach(HeldFrame::release);
    }
    unsettled.clear();
    alone.clear();
    ready.clear();
    waiting.clear();
    candidates.clear();
    shots.close();
    deinterlacer.close();
  }

  private void settleFirst() {
    HeldFrame held = unsettled.poll();
    unsettledBytes -= held.heldBytes();
    alone.remove(held);
    held.settle();
    if (held.moment().mixedWindows() != 0) {
      mixtures.add(new Mixture(held.position(), held.moment().mixedWindows()));
    }
    if (held.moment().mixed()) {
      if (!inMixture) {
        endShot();
        inMixture = true;
        cut = anyDelivered;
      }
      if (held.wanted()) {
        held.mark(true);
        deliver(held);
      } else {
        held.release();
      }
      return;
    }
    if (inMixture || held.moment().shot() != shot) {
      endShot();
      cut = anyDelivered;
      inMixture = false;
      shot = held.moment().shot();
    }
    if (held.wanted() && shotHasEnough) {
      deliver(held);
    } else if (held.wanted()) {
      waiting.add(held);
      if (waiting.size() >= perShot || bytesOf(waiting) > mostWaiting) {
        shotHasEnough = true;
        waiting.forEach(this::deliver);
        waiting.clear();
        dropCandidates();
      }
    } else if (shotHasEnough) {
      held.release();
    } else {
      addCandidate(held);
    }
  }

  private void addCandidate(HeldFrame held) {
    if (candidateNumber++ % stride != 0) {
      held.release();
      return;
    }
    held.unweave(deinterlacer);
    candidates.add(held);
    if (candidates.size() > room(held)) {
      for (int i = candidates.size() - 1; i > 0; i -= 1) {
        if (i % 2 == 1) {
          candidates.remove(i).release();
        }
      }
      stride *= 2;
    }
  }

  private void endShot() {
    double end =
        waiting.isEmpty() && candidates.isEmpty() ? 0 : Math.max(last(waiting), last(candidates));
    long allowed =
        FrameSampling.Standard.MOST_EXTRA_AT_ONCE
            + (long) (FrameSampling.Standard.MOST_EXTRA_PER_SECOND * end)
            - extra;
    while (waiting.size() < perShot && !candidates.isEmpty() && allowed > 0) {
      waiting.add(candidates.remove(furthest()));
      extra++;
      allowed--;
    }
    waiting.sort(Comparator.comparingLong(held -> held.position()));
    waiting.forEach(this::deliver);
    waiting.clear();
    dropCandidates();
    shotHasEnough = perShot == 0;
  }

  private void dropCandidates() {
    candidates.forEach(HeldFrame::release);
    candidates.clear();
    candidateNumber = 0;
    stride = 1;
  }

  /** Which candidate is furthest in time from all that the shot has; the middle one at first. */
  private int furthest() {
    int best = candidates.size() / 2;
    double farthest = -1;
    for (int i = 0; i < candidates.size() && !waiting.isEmpty(); i++) {
      double seconds = candidates.get(i).seconds();
      double nearest =
          waiting.stream()
              .mapToDouble(held -> Math.abs(held.seconds() - seconds))
              .min()
              .orElseThrow();
      if (nearest > farthest) {
        farthest = nearest;
        best = i;
      }
    }
    return best;
  }

  private void deliver(HeldFrame held) {
    long windows = 0;
    while (!mixtures.isEmpty() && mixtures.peek().position() <= held.position()) {
      windows |= mixtures.poll().windows();
    }
    held.follow(cut, windows);
    cut = false;
    anyDelivered = true;
    ready.add(held);
  }

  private static long bytesOf(List<HeldFrame> frames) {
    return frames.stream().mapToLong(HeldFrame::heldBytes).sum();
  }

  private static double last(List<HeldFrame> frames) {
    return frames.isEmpty() ? 0 : frames.get(frames.size() - 1).seconds();
  }

  /** Seconds between candidates: so many that those of a second fill half of what may be held. */
  private double apart(AVFrame frame) {
    return Math.max(CANDIDATES_APART, HeldFrame.bytesOf(frame) / (mostHeld / 2.0));
  }

  private long room(HeldFrame held) {
    return Math.max(1, Math.min(MOST_CANDIDATES, mostHeld / 2 / held.bytes()));
  }
}
