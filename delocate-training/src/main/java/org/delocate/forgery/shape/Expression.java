package org.delocate.forgery.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.face.geometry.Landmarks;

/**
 * A change of facial expression: which landmarks move, how far, and how much of their neighbourhood
 * goes along. All lengths are fractions of the face's width, along and across the line of the eyes.
 */
public record Expression(List<Move> moves) {

  /**
   * One movement.
   *
   * @param along how far towards the person's left
   * @param across how far down
   */
  public record Move(
      int landmark, double spreadAlong, double spreadAcross, double along, double across) {}

  public Expression {
    moves = List.copyOf(moves);
  }

  /** An expression by chance: mouth, brows and eyes, one of them at least. */
  public static Expression random(RandomGenerator random) {
    boolean mouth = random.nextDouble() < 0.7;
    boolean brows = random.nextDouble() < 0.45;
    boolean eyes = random.nextDouble() < 0.45;
    double other = random.nextDouble();
    List<Move> moves = new ArrayList<>();
    if (mouth || (!brows && !eyes && other < 0.6)) {
      addMouth(moves, random);
    }
    if (brows || (!mouth && !eyes && other >= 0.6)) {
      addBrows(moves, random);
    }
    if (eyes) {
      addEyes(moves, random);
    }
    return new Expression(moves);
  }

  /** A mouth by chance: opened or closed, wider or narrower, aside. */
  public static Expression ofMouth(RandomGenerator random) {
    List<Move> moves = new ArrayList<>();
    addMouth(moves, random);
    return new Expression(moves);
  }

  /** The same expression, weaker or stronger. */
  public Expression scaled(double amount) {
    return new Expression(
        moves.stream()
            .map(
                move ->
                    new Move(
                        move.landmark(),
                        move.spreadAlong(),
                        move.spreadAcross(),
                        amount * move.along(),
                        amount * move.across()))
            .toList());
  }

  private static void addMouth(List<Move> moves, RandomGenerator random) {
    double wider = signed(0.008, 0.035, random);
    double lower = signed(0.008, 0.035, random);
    double uneven = random.nextDouble(0.4, 1);
    boolean rightIsWeaker = random.nextBoolean();
    double jaw =
        random.nextBoolean() ? random.nextDouble(0.02, 0.06) : -random.nextDouble(0.01, 0.03);
    double upperLip = random.nextDouble(-0.016, 0.012);
    double aside = random.nextDouble() < 0.3 ? signed(0.01, 0.03, random) : 0;
    double right = rightIsWeaker ? uneven : 1;
    double left = rightIsWeaker ? 1 : uneven;
    moves.add(new Move(61, 0.08, 0.07, -wider * right, lower * right));
    moves.add(new Move(291, 0.08, 0.07, wider * left, lower * left));
    moves.add(new Move(17, 0.15, 0.075, aside, jaw));
    moves.add(new Move(152, 0.24, 0.13, aside / 2, 0.6 * jaw));
    moves.add(new Move(0, 0.10, 0.05, aside, upperLip));
  }

  private static void addBrows(List<Move> moves, RandomGenerator random) {
    double raise =
        random.nextDouble() < 0.65
            ? -random.nextDouble(0.015, 0.045)
            : random.nextDouble(0.012, 0.028);
    double frown = random.nextDouble(-0.004, 0.018);
    double one = random.nextDouble();
    double right = one < 0.2 ? 0.1 : 1;
    double left = one > 0.8 ? 0.1 : 1;
    moves.add(new Move(105, 0.12, 0.06, 0, raise * right));
    moves.add(new Move(334, 0.12, 0.06, 0, raise * left));
    moves.add(new Move(55, 0.06, 0.06, frown, Math.abs(frown) * right));
    moves.add(new Move(285, 0.06, 0.06, -frown, Math.abs(frown) * left));
  }

  private static void addEyes(List<Move> moves, RandomGenerator random) {
    double lids =
        random.nextDouble() < 0.6
            ? random.nextDouble(0.014, 0.034)
            : -random.nextDouble(0.010, 0.020);
    double gaze = random.nextDouble() < 0.5 ? signed(0.008, 0.02, random) : 0;
    for (int[] eye : new int[][] {{159, 145}, {386, 374}}) {
      moves.add(new Move(eye[0], 0.075, 0.028, gaze, lids));
      moves.add(new Move(eye[1], 0.075, 0.028, gaze, -0.35 * lids));
    }
  }

  private static double signed(double least, double most, RandomGenerator random) {
    double size = random.nextDouble(least, most);
    return random.nextBoolean() ? size : -size;
  }

  /** The movement of every pixel of a picture with that face. */
  public DisplacementField field(Landmarks landmarks, int width, int height) {
    double axisX = landmarks.x(263) - landmarks.x(33);
    double axisY = landmarks.y(263) - landmarks.y(33);
    double roll = Math.atan2(axisY, axisX);
    double cos = Math.cos(roll);
    double sin = Math.sin(roll);
    double unit = landmarks.bounds().width();
    List<DisplacementField.Bump> bumps = new ArrayList<>();
    for (Move move : moves) {
      bumps.add(
          new DisplacementField.Bump(
              landmarks.x(move.landmark()),
              landmarks.y(move.landmark()),
              move.spreadAlong() * unit,
              move.spreadAcross() * unit,
              (cos * move.along() - sin * move.across()) * unit,
              (sin * move.along() + cos * move.across()) * unit));
    }
    return new DisplacementField(width, height, roll, bumps);
  }
}
