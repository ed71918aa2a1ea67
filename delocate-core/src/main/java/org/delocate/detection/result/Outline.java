package org.delocate.detection.result;

/**
 * Where in a face the forgery is, if there is one: the pixels of its mask that reach a value which
 * rises with the probability that the face is forged at all. A face of which the model is not sure
 * has a faint mask throughout; its outline says where, not whether.
 *
 * @param from value of the mask on its edge, 0 to 1
 * @param fraction share of the face's hull within, 0 to 1
 */
public record Outline(double from, double fraction) {

  public Outline {
    if (!(from >= 0 && from <= 1) || !(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "an outline from " + from + " on, around " + fraction + " of a face");
    }
  }
}
