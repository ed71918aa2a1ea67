package org.delocate.experiment.measure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What UTKFace's file names say: {@code [age]_[sex]_[origin]_[date and time]}.
 *
 * @param age in years
 * @param sex 0 male, 1 female, in the words of the dataset
 * @param origin 0 White, 1 Black, 2 Asian, 3 Indian, 4 others, in the words of the dataset
 */
public record UtkFaceLabels(int age, int sex, int origin) {

  private static final Pattern NAME =
      Pattern.compile("(?:^|/)(\\d{1,3})_([01])_([0-4])_\\d+[^/]*$");
  private static final int[] AGES = {0, 13, 20, 30, 45, 60};

  /** Reads them off a record's id; empty if it is not named like that. */
  public static Optional<UtkFaceLabels> of(String record) {
    Matcher name = NAME.matcher(record);
    return name.find()
        ? Optional.of(
            new UtkFaceLabels(
                Integer.parseInt(name.group(1)),
                Integer.parseInt(name.group(2)),
                Integer.parseInt(name.group(3))))
        : Optional.empty();
  }

  /** Such as {@code 20–29}, in words that sort by age. */
  public String ageGroup() {
    int group = AGES.length - 1;
    while (age < AGES[group]) {
      group--;
    }
    return group == AGES.length - 1
        ? AGES[group] + " and over"
        : String.format(java.util.Locale.ROOT, "%02d–%02d", AGES[group], AGES[group + 1] - 1);
  }

  String sexName() {
    return sex == 0 ? "male" : "female";
  }

  String originName() {
    return switch (origin) {
      case 0 -> "White";
      case 1 -> "Black";
      case 2 -> "Asian";
      case 3 -> "Indian";
      default -> "others";
    };
  }
}
