package org.delocate.dataset.record;

/** Something of which it is known where it comes from. */
public interface HasOrigin {

  /** Where it comes from. */
  FaceOrigin origin();

  /** See {@link FaceOrigin#label}. */
  default Label label() {
    return origin().label();
  }

  /** See {@link FaceOrigin#method}. */
  default String method() {
    return origin().method();
  }

  /** See {@link FaceOrigin#split}. */
  default String split() {
    return origin().split();
  }

  /** See {@link FaceOrigin#source}. */
  default String source() {
    return origin().source();
  }
}
