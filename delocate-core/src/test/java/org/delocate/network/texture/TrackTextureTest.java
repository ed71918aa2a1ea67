package org.delocate.network.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.delocate.media.image.Image;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.TextureView;
import org.junit.jupiter.api.Test;

class TrackTextureTest {

  private static final Texture SCALES =
      new Texture(
          0.25,
          new Texture.Scale(2, -1),
          new Texture.Scale(1, 0),
          0.25,
          new Texture.Scale(3, 0.5),
          false,
          null,
          List.of(TextureView.MOTION));

  private static final int MOVING = 40;

  private final Random random = new Random(8);
  private final float[] moving = numbers(MOVING);
  private final float[] track = numbers(2 * MOVING);

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() / 100;
    }
    return numbers;
  }

  private static FaceEvidence evidence(float... texture) {
    PartValues none = new PartValues(0, 0, 0);
    return new FaceEvidence(0, 1, new float[1], 0.5, Image.black(1, 1), none, none, texture);
  }

  private List<FaceEvidence> frames(int count) {
    List<FaceEvidence> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(evidence(numbers(MOVING)));
    }
    return frames;
  }

  private TrackTexture person(List<FaceEvidence> frames) {
    TrackTexture person =
        new TrackTexture(
            SCALES,
            StatisticsWeights.unlimited(moving),
            StatisticsWeights.unlimited(track),
            Optional.empty());
    frames.forEach(person::add);
    return person;
  }

  /** The discriminant of means and deviations, less the mean of the frames' own discriminants. */
  @Test
  void theCorrectionIsWhatTheFramesTellTogetherAndNotAlone() {
    List<FaceEvidence> frames = frames(TrackTexture.ENOUGH_FRAMES);
    double alone = 0;
    for (FaceEvidence frame : frames) {
      double sum = 0;
      for (int i = 0; i < moving.length; i++) {
        sum += moving[i] * frame.texture()[i];
      }
      alone += (2 * sum - 1) / frames.size();
    }
    double together = 0;
    for (int i = 0; i < moving.length; i++) {
      double mean = 0;
      for (FaceEvidence frame : frames) {
        mean += frame.texture()[i] / frames.size();
      }
      double variance = 0;
      for (FaceEvidence frame : frames) {
        variance += Math.pow(frame.texture()[i] - mean, 2) / frames.size();
      }
      together += track[i] * mean + track[moving.length + i] * Math.sqrt(variance);
    }

    assertThat(person(frames).correction(frames.size()))
        .isEqualTo(3 * together + 0.5 - alone, offset(1e-5));
  }

  /** (n - 1) / (n + 3), in units of eight. */
  @Test
  void fewFramesCountLessTogether() {
    assertThat(TrackTexture.share(2)).isZero();
    assertThat(TrackTexture.share(3)).isEqualTo(2 / 6.0 * 11 / 7, offset(1e-12));
    assertThat(TrackTexture.share(4)).isEqualTo(3 / 7.0 * 11 / 7, offset(1e-12));
    assertThat(TrackTexture.share(7)).isEqualTo(6 / 10.0 * 11 / 7, offset(1e-12));
    assertThat(TrackTexture.share(8)).isEqualTo(1);
    assertThat(TrackTexture.share(1000)).isEqualTo(1);
  }

  /** What a frame has outside the limits is drawn in before the mean, as for the frame alone. */
  @Test
  void statisticsCountWithinTheirLimits() {
    float[] wide = new float[MOVING];
    wide[0] = 5;
    float[] narrow = new float[MOVING];
    narrow[0] = -1;
    StatisticsWeights first = limited(MOVING, 0.5f, -2, 3);
    StatisticsWeights both = limited(2 * MOVING, 1, -1, 1.5f);
    TrackTexture person = new TrackTexture(SCALES, first, both, Optional.empty());
    person.add(evidence(wide));
    person.add(evidence(narrow));
    person.add(evidence(narrow));

    double alone = 2 * (0.5 * (3 - 1 - 1) / 3) - 1;
    double deviation = Math.min(1.5, Math.sqrt(27 / 3.0 - 1)); // of 5, -1, -1: sqrt(8), beyond
    double together = 3 * (1 + deviation) + 0.5;
    assertThat(person.correction(3))
        .isEqualTo(TrackTexture.share(3) * (together - alone), offset(1e-6));
  }

  /** By weights of their own within limits of their own; faces that do not move tell nothing. */
  @Test
  void aFrameIsComparedByItsOwnWeights() {
    TrackTexture person =
        new TrackTexture(
            SCALES.withPassages(new Texture.Passages(0.25, 4, 0.05, 0.08, 40, 20)),
            limited(MOVING, 1, -9, 9),
            limited(2 * MOVING, 1, -9, 9),
            Optional.of(limited(MOVING, 2, -1, 3)));
    float[] statistics = new float[MOVING];
    statistics[0] = 5;
    statistics[1] = 7;
    assertThat(person.other().passage(evidence(statistics))).isEqualTo(0.25 * 2 * 3);
    assertThat(person.passage(evidence())).isNaN();
    assertThat(person(List.of()).passage(evidence(statistics))).as("not told").isNaN();
  }

  /** The first mean, and for people the first deviation, have a weight. */
  private static StatisticsWeights limited(int size, float weight, float low, float high) {
    float[] weights = new float[size];
    float[] lowest = new float[size];
    float[] highest = new float[size];
    for (int place = 0; place < size; place += MOVING) {
      weights[place] = weight;
      lowest[place] = low;
      highest[place] = high;
    }
    return new StatisticsWeights(weights, lowest, highest);
  }

  @Test
  void framesThatTellNothingCountAsIfTheyToldTheMean() {
    List<FaceEvidence> frames = frames(4);
    double whole = person(frames).correction(4);
    frames.add(evidence());

    assertThat(whole).isNotZero();
    assertThat(person(frames).correction(5)).isEqualTo(0.8 * whole, offset(1e-12));
  }

  @Test
  void fewFramesTellNothingTogether() {
    assertThat(person(frames(TrackTexture.LEAST_FRAMES - 1)).correction(2)).isZero();
    assertThat(person(List.of()).correction(0)).isZero();
  }

  @Test
  void shotsOfOnePersonAddUp() {
    List<FaceEvidence> frames = frames(7);
    TrackTexture joined = person(frames.subList(0, 3)).other();
    joined.add(person(frames.subList(0, 3)));
    joined.add(person(List.of()));
    joined.add(person(frames.subList(3, 7)));

    assertThat(joined.correction(7)).isEqualTo(person(frames).correction(7), offset(1e-9));
  }
}
