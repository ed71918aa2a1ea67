package org.delocate.face.region;

/**
 * The three parts that the face is split into for masking (Delocate, IJCAI 2024, section on
 * facial-part masking).
 */
public enum FacialPart {
  EYES("eyes"),
  CHEEK_AND_NOSE("cheekAndNose"),
  LIPS("lips");

  private final String key;

  FacialPart(String key) {
    this.key = key;
  }

  /** The name in reports and configuration, such as {@code cheekAndNose}. */
  public String key() {
    return key;
  }
}
