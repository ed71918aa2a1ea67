package org.delocate.face.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaReader;
import org.delocate.media.sampling.FrameSampling;

/**
 * Measures how often people are counted together wrongly, and how often that is missed, on a folder
 * of clips of different people: the first and the last third of the sampled faces of each clip are
 * two shots of one person, those of two clips are shots of two people. Clips that an index calls
 * the same person's are left out of the strangers.
 *
 * <p>Arguments: a folder of clips; optionally a CSV file with the columns {@code path} and {@code
 * person}, and perhaps {@code fold}: then the limit is also chosen without each fold in turn, as
 * the largest that counts at most one pair in 10,000 strangers together, and measured on that fold.
 */
final class PersonMatcherRates {

  private static final int SAMPLES = 9;

  private PersonMatcherRates() {}

  private static final double[] LIMITS = {0.1, 0.15, PersonMatcher.FARTHEST, 0.25, 0.3, 0.4};

  private static final double MOST_WRONG = 1e-4;

  private record Clip(String person, String fold, int first, int last) {}

  /** How often a limit is right and wrong on some clips. */
  private record Rates(long missed, long clips, long wrong, long strangers) {

    static Rates of(PersonMatcher matcher, List<Clip> clips, double limit) {
      long missed = 0;
      long strangers = 0;
      long wrong = 0;
      for (Clip clip : clips) {
        missed += matcher.distance(clip.first(), clip.last()) > limit ? 1 : 0;
        for (Clip other : clips) {
          if (!clip.person().equals(other.person())) {
            strangers++;
            wrong += matcher.distance(clip.first(), other.last()) <= limit ? 1 : 0;
          }
        }
      }
      return new Rates(missed, clips.size(), wrong, strangers);
    }

    @Override
    public String toString() {
      return "missed %d of %d, wrong %d of %d".formatted(missed, clips, wrong, strangers);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Map<String, String> people = column(arguments, "person");
    Map<String, String> folds = column(arguments, "fold");
    PersonMatcher matcher = new PersonMatcher();
    List<Path> files;
    try (var listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    Clip[] clips = new Clip[files.size()];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i -> {
              String name = files.get(i).getFileName().toString();
              List<Sighting> faces = facesOf(files.get(i));
              int third = faces.size() / 3;
              if (third >= 2) {
                synchronized (matcher) {
                  see(matcher, 2 * i + 1, faces.subList(0, third));
                  see(matcher, 2 * i + 2, faces.subList(faces.size() - third, faces.size()));
                }
                clips[i] =
                    new Clip(
                        people.getOrDefault(name, name),
                        folds.getOrDefault(name, ""),
                        2 * i + 1,
                        2 * i + 2);
              }
            });
    report(matcher, Arrays.stream(clips).filter(Objects::nonNull).toList());
  }

  private static void report(PersonMatcher matcher, List<Clip> clips) {
    for (double limit : LIMITS) {
      System.out.printf(Locale.ROOT, "limit %.2f: %s%n", limit, Rates.of(matcher, clips, limit));
    }
    Set<String> folds = new TreeSet<>(clips.stream().map(Clip::fold).toList());
    for (String fold : folds.size() > 1 ? folds : Set.<String>of()) {
      List<Clip> chosenOn = clips.stream().filter(clip -> !clip.fold().equals(fold)).toList();
      List<Clip> held = clips.stream().filter(clip -> clip.fold().equals(fold)).toList();
      double chosen = 0;
      for (double limit : LIMITS) {
        Rates rates = Rates.of(matcher, chosenOn, limit);
        if (rates.wrong() <= MOST_WRONG * rates.strangers()) {
          chosen = limit;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "fold %s: limit %.2f by the others: %s%n",
          fold,
          chosen,
          Rates.of(matcher, held, chosen));
    }
  }

  private record Sighting(VideoFrame frame, TrackedFace face) {}

  /** The faces of the track that is seen most, of 64 pixels and more as in a scan. */
  private static List<Sighting> facesOf(Path file) {
    Map<Integer, List<Sighting>> tracks = new TreeMap<>();
    try (MediaReader reader =
            MediaReader.open(file, MediaLimits.defaults(), FrameSampling.even(SAMPLES), 1);
        FaceTracker tracker = FaceTracker.standard()) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        for (TrackedFace face : tracker.update(frame.get())) {
          if (Math.min(face.box().width(), face.box().height()) >= 64) {
            tracks
                .computeIfAbsent(face.trackId(), id -> new ArrayList<>())
                .add(new Sighting(frame.get(), face));
          }
        }
      }
    } catch (MediaException e) {
      System.err.println(e.getMessage());
    }
    return tracks.values().stream()
        .max((one, other) -> Integer.compare(one.size(), other.size()))
        .orElse(List.of());
  }

  private static void see(PersonMatcher matcher, int shot, List<Sighting> faces) {
    for (Sighting sighting : faces) {
      TrackedFace face = sighting.face();
      matcher.see(
          sighting.frame().image(),
          new TrackedFace(shot, face.box(), face.landmarks(), face.confidence()),
          sighting.frame().timeSeconds());
    }
  }

  /** A column of the index by the names of files; empty if there is none. */
  private static Map<String, String> column(String[] arguments, String name) throws IOException {
    Map<String, String> values = new TreeMap<>();
    if (arguments.length < 2) {
      return values;
    }
    List<String> lines = Files.readAllLines(Path.of(arguments[1]));
    List<String> columns = List.of(lines.get(0).split(",", -1));
    for (String line :
        columns.contains(name) ? lines.subList(1, lines.size()) : List.<String>of()) {
      String[] cells = line.split(",", -1);
      String value = cells[columns.indexOf(name)];
      if (!value.isEmpty()) {
        values.put(Path.of(cells[columns.indexOf("path")]).getFileName().toString(), value);
      }
    }
    return values;
  }
}
