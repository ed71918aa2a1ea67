package org.delocate.setting;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One key of a record of settings.
 *
 * @param name with dots, such as {@code optimization.steps}
 * @param component what it fills
 * @param setting what the component says of itself
 */
public record SettingKey(String name, RecordComponent component, Setting setting) {

  /** What it means. */
  public String meaning() {
    return setting.value();
  }

  /** Where its default comes from. */
  public Source source() {
    return setting.source();
  }

  /** The values that it takes, in words: {@code 0 to 1}, {@code true or false}. */
  public String range() {
    Class<?> type = component.getType();
    List<String> words = words();
    if (type == List.class) {
      return words.isEmpty() ? "a list" : "a list of " + String.join(", ", words);
    }
    if (!words.isEmpty()) {
      return String.join(", ", words);
    }
    if (isNumber()) {
      return (isWhole() ? "a whole number" : "a number") + bounds();
    }
    return isBoolean() ? "true or false" : "text";
  }

  private String bounds() {
    double min = setting.min();
    double max = setting.max();
    if (Double.isInfinite(max)) {
      return Double.isInfinite(min) ? "" : ", at least " + number(min);
    }
    return Double.isInfinite(min)
        ? ", at most " + number(max)
        : ", " + number(min) + " to " + number(max);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Holds a value to the range.
   *
   * @throws IllegalArgumentException with a message that names key, value and range
   */
  void check(JsonNode value) {
    if (!fits(value)) {
      throw new IllegalArgumentException(
          name
              + " is "
              + (value.isTextual() ? "'" + value.asText() + "'" : value)
              + ", which is not "
              + (words().isEmpty() || component.getType() == List.class ? "" : "one of ")
              + range());
    }
  }

  private boolean fits(JsonNode value) {
    if (value.isNull()) {
      return mayBeAbsent(component);
    }
    if (component.getType() == List.class) {
      return value.isArray() && all(value);
    }
    if (isNumber()) {
      double number = value.asDouble();
      return value.isNumber()
          && (!isWhole() || number == Math.rint(number))
          && number >= setting.min()
          && number <= setting.max();
    }
    return isBoolean() ? value.isBoolean() : value.isValueNode() && isWord(value);
  }

  private boolean all(JsonNode list) {
    for (JsonNode element : list) {
      if (!element.isValueNode() || element.isNull() || !isWord(element)) {
        return false;
      }
    }
    return true;
  }

  private boolean isWord(JsonNode value) {
    List<String> words = words();
    return words.isEmpty() || words.contains(value.asText());
  }

  /** The only words that it takes; empty where it is no word, or any does. */
  private List<String> words() {
    Class<?> type = component.getType();
    if (component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> element) {
      type = element;
    }
    if (!type.isEnum()) {
      return List.of(setting.oneOf());
    }
    List<String> names = new ArrayList<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> names.add(RecordTree.leaf(constant).asText()));
    return names;
  }

  /** Whether a value may be null, and its key be missing: what older files know nothing of. */
  static boolean mayBeAbsent(RecordComponent component) {
    return component.getType() == Boolean.class || component.getType() == Double.class;
  }

  private boolean isNumber() {
    Class<?> type = component.getType();
    return type == double.class || type == Double.class || isWhole();
  }

  private boolean isWhole() {
    Class<?> type = component.getType();
    return type == int.class || type == long.class;
  }

  private boolean isBoolean() {
    Class<?> type = component.getType();
    return type == boolean.class || type == Boolean.class;
  }
}
