package org.delocate.media.colour;

/**
 * Transfer curves between what is stored and light, each 0 to 1, by ITU-R BT.2100, BT.2020 and
 * BT.1886.
 */
final class Curves {

  private static final double PQ_M1 = 2610 / 16384.0;
  private static final double PQ_M2 = 2523 / 4096.0 * 128;
  private static final double PQ_C1 = 3424 / 4096.0;
  private static final double PQ_C2 = 2413 / 4096.0 * 32;
  private static final double PQ_C3 = 2392 / 4096.0 * 32;

  private static final double HLG_A = 0.17883277;
  private static final double HLG_B = 1 - 4 * HLG_A;
  private static final double HLG_C = 0.5 - HLG_A * Math.log(4 * HLG_A);

  private static final double BT2020_ALPHA = 1.09929682680944;
  private static final double BT2020_BETA = 0.018053968510807;

  /** The curve of reference screens of standard dynamic range. */
  private static final double SCREEN_GAMMA = 2.4;

  private Curves() {}

  /** Light of a PQ code; 1 is 10,000 cd/m². */
  static double lightOfPq(double code) {
    double power = Math.pow(Math.max(0, code), 1 / PQ_M2);
    return Math.pow(Math.max(0, power - PQ_C1) / (PQ_C2 - PQ_C3 * power), 1 / PQ_M1);
  }

  static double pqOfLight(double light) {
    double power = Math.pow(light, PQ_M1);
    return Math.pow((PQ_C1 + PQ_C2 * power) / (1 + PQ_C3 * power), PQ_M2);
  }

  /** Light of the scene of an HLG code; 1 is the brightest of the scene. */
  static double lightOfHlg(double code) {
    double value = Math.max(0, code);
    return value <= 0.5 ? value * value / 3 : (Math.exp((value - HLG_C) / HLG_A) + HLG_B) / 12;
  }

  static double hlgOfLight(double light) {
    return light <= 1 / 12.0 ? Math.sqrt(3 * light) : HLG_A * Math.log(12 * light - HLG_B) + HLG_C;
  }

  static double lightOfBt2020(double code) {
    return code < 4.5 * BT2020_BETA
        ? code / 4.5
        : Math.pow((code + BT2020_ALPHA - 1) / BT2020_ALPHA, 1 / 0.45);
  }

  static double bt2020OfLight(double light) {
    return light < BT2020_BETA
        ? 4.5 * light
        : BT2020_ALPHA * Math.pow(light, 0.45) - (BT2020_ALPHA - 1);
  }

  /** Light of a screen of standard dynamic range. */
  static double lightOfScreen(double code) {
    return Math.pow(Math.max(0, code), SCREEN_GAMMA);
  }

  static double screenOfLight(double light) {
    return Math.pow(light, 1 / SCREEN_GAMMA);
  }

  /** The curve of sRGB, for pictures that hold light itself. */
  static double srgbOfLight(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }
}
