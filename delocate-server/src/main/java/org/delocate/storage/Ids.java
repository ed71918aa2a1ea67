package org.delocate.storage;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of rows: 26 letters and digits that sort by the time at which they were made. */
public final class Ids {

  private static final Pattern FORM = Pattern.compile("[0-9a-v]{26}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TIME_DIGITS = 10;
  private static final int RANDOM_DIGITS = 16;

  private Ids() {}

  /** A new one; 80 bits of it are random. */
  public static String next() {
    StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
    String time = Long.toString(System.currentTimeMillis(), 32);
    id.append("0".repeat(TIME_DIGITS - time.length())).append(time);
    for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
      id.append(Character.forDigit(RANDOM.nextInt(32), 32));
    }
    return id.toString().toLowerCase(Locale.ROOT);
  }

  /** Whether a text has the form of one, and so may stand in the name of a file. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
