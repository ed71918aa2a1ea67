package org.delocate.dataset.listing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Splits people, for datasets that have no splits of their own; the same on every machine. */
public final class PersonSplit {

  private PersonSplit() {}

  /** Of ten people eight go into {@code train}, one into {@code val}, one into {@code test}. */
  public static String of(String person) {
    int tenth = tenth(person);
    return tenth < 8 ? "train" : tenth == 8 ? "val" : "test";
  }

  /** Of ten people nine go into {@code train} and one into {@code val}. */
  public static String withoutTest(String person) {
    return tenth(person) < 9 ? "train" : "val";
  }

  private static int tenth(String person) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(person.getBytes(StandardCharsets.UTF_8));
      return (((digest[0] & 0xFF) << 8) | (digest[1] & 0xFF)) % 10;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
