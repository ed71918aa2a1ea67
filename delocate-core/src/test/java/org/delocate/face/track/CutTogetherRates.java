package org.delocate.face.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.CutTogether;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;

/**
 * Measures on edited videos how often people are counted together wrongly, and how often a person
 * gets two numbers. Each video has 20 shots of 12 frames from clips of ten different people: five
 * are seen in one shot, five come back, each in three shots from different moments of one clip. It
 * is encoded, read and followed as a scan with default options does.
 *
 * <p>Arguments: how many videos, a folder for them, folders of clips of different people.
 */
final class CutTogetherRates {

  private static final int SIDE = 512;
  private static final int SHOT = 12;
  private static final int PEOPLE = 10;
  private static final int COMING_BACK = 5;
  private static final int COMINGS = 3;

  private CutTogetherRates() {}

  /** Which person a shot shows, and from which of the clip's frames on. */
  private record Shot(int person, int from) {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(26);
    List<Path> clips = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      try (var listed = Files.list(Path.of(arguments[i]))) {
        listed.sorted().forEach(clips::add);
      }
    }
    int videos = Integer.parseInt(arguments[0]);
    long pairs = 0;
    long missed = 0;
    long wrong = 0;
    long strangers = 0;
    long split = 0;
    long seen = 0;
    for (int i = 0; i < videos; i++) {
      List<List<Image>> people = people(clips, random);
      List<Shot> shots = shots(random);
      Path video =
          CutTogether.write(
              Path.of(arguments[1]).resolve("cut-%d.mp4".formatted(i)),
              shots.size() * SHOT,
              frame -> {
                Shot shot = shots.get(frame / SHOT);
                return people.get(shot.person()).get(shot.from() + frame % SHOT);
              });
      Map<Integer, Integer> numbers = numbers(video);
      seen += numbers.size();
      for (int a : numbers.keySet()) {
        for (int b : numbers.keySet()) {
          boolean same = shots.get(a).person() == shots.get(b).person();
          boolean together = numbers.get(a).equals(numbers.get(b));
          if (a < b && same) {
            pairs++;
            missed += together ? 0 : 1;
          } else if (a < b) {
            strangers++;
            wrong += together ? 1 : 0;
          }
        }
      }
      for (int person = 0; person < COMING_BACK; person++) {
        Set<Integer> ofOne = new HashSet<>();
        for (Map.Entry<Integer, Integer> number : numbers.entrySet()) {
          if (shots.get(number.getKey()).person() == person) {
            ofOne.add(number.getValue());
          }
        }
        split += ofOne.size() > 1 ? 1 : 0;
      }
    }
    System.out.printf(
        "%d videos, %d of %d shots with a face; two shots of one person: missed %d of %d pairs,"
            + " %d of %d people have two numbers or more; of two people: counted together %d of"
            + " %d pairs%n",
        videos,
        seen,
        videos * (COMING_BACK * COMINGS + PEOPLE - COMING_BACK),
        missed,
        pairs,
        split,
        videos * COMING_BACK,
        wrong,
        strangers);
  }

  /** The frames of ten clips that are long enough, of one size. */
  private static List<List<Image>> people(List<Path> clips, Random random) {
    List<Path> drawn = new ArrayList<>(clips);
    Collections.shuffle(drawn, random);
    List<List<Image>> people = new ArrayList<>();
    for (Path clip : drawn) {
      if (people.size() == PEOPLE) {
        return people;
      }
      List<Image> frames = new ArrayList<>();
      try (MediaReader reader = MediaReader.open(clip, MediaLimits.defaults())) {
        for (var frame = reader.next();
            frame.isPresent() && frames.size() < SHOT * COMINGS * 2;
            frame = reader.next()) {
          frames.add(ImageFiles.resize(frame.get().image(), SIDE, SIDE));
        }
      } catch (MediaException e) {
        System.err.println(e.getMessage());
      }
      if (frames.size() >= SHOT * COMINGS) {
        people.add(frames);
      }
    }
    throw new IllegalArgumentException("fewer than " + PEOPLE + " clips that are long enough");
  }

  /** No person follows themselves: that would be no cut. */
  private static List<Shot> shots(Random random) {
    List<Shot> shots = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      for (int i = 0; i < (person < COMING_BACK ? COMINGS : 1); i++) {
        shots.add(new Shot(person, i * SHOT));
      }
    }
    boolean apart = false;
    while (!apart) {
      Collections.shuffle(shots, random);
      apart = true;
      for (int i = 1; i < shots.size(); i++) {
        apart &= shots.get(i).person() != shots.get(i - 1).person();
      }
    }
    return shots;
  }

  /** For each shot with a face the number of the person whose face is the most seen there. */
  private static Map<Integer, Integer> numbers(Path video) {
    PersonMatcher matcher = new PersonMatcher();
    Map<Integer, Map<Integer, Integer>> tracks = new TreeMap<>();
    try (MediaReader reader =
            MediaReader.open(video, MediaLimits.defaults(), FrameSampling.standard(), 1);
        FaceTracker tracker = FaceTracker.standard()) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        VideoFrame frame = next.get();
        for (TrackedFace face : tracker.update(frame)) {
          if (Math.min(face.landmarks().bounds().width(), face.landmarks().bounds().height())
              >= 64) {
            matcher.see(frame.image(), face, frame.timeSeconds());
            tracks
                .computeIfAbsent((int) frame.index() / SHOT, none -> new TreeMap<>())
                .merge(face.trackId(), 1, Integer::sum);
          }
        }
      }
    }
    Map<Integer, Integer> first = matcher.firstTracks();
    Map<Integer, Integer> numbers = new TreeMap<>();
    tracks.forEach(
        (shot, counts) ->
            counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(most -> numbers.put(shot, first.get(most.getKey()))));
    return numbers;
  }
}
