package org.delocate.detection.result;

/** Why a readable video gets no answer. The lower-case name is the reason code in reports. */
public enum AbstentionReason {
  /** No face was found in any frame that was looked at. */
  NO_FACE,
  /** No face was found in the video that was judged; there are others in the file. */
  OTHER_STREAMS,
  /**
   * Faces were found, all smaller than {@link
   * org.delocate.detection.options.AbstentionRules#minimumFaceSide()}.
   */
  FACES_TOO_SMALL,
  /**
   * Of the faces that are large enough all are softer than {@link
   * org.delocate.detection.options.AbstentionRules#minimumSharpness()}, or most are and nothing
   * speaks of forgery in the others.
   */
  FACES_TOO_BLURRED,
  /**
   * A person was seen in fewer frames than {@link
   * org.delocate.detection.options.AbstentionRules#minimumFaces()}.
   */
  TOO_FEW_FACES,
  /**
   * The probability lies below the threshold, but not where the model's card says that nothing
   * speaks of forgery: evidence is weak.
   */
  INCONCLUSIVE,
  /**
   * Nothing speaks of forgery in what could be decoded, but a part of the file is missing or cannot
   * be decoded. Forged faces are still called forged; that a file is authentic is not said of a
   * part of it.
   */
  INCOMPLETE;

  /** The code that stands in reports, such as {@code no_face}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
