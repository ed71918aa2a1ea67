package org.delocate.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;

/** Records of settings as trees of keys and values, and back. */
final class RecordTree {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordTree() {}

  /** A value as it is written, an enum by its written name. */
  static JsonNode leaf(Object value) {
    return JSON.valueToTree(value);
  }

  /** What the keys of a flat component begin with, where its record's own begin with a stem. */
  static String stem(String stem, RecordComponent flat) {
    return joined(stem, flat.getAnnotation(Flat.class).value());
  }

  /** The key of a component, where keys of its record begin with a stem. */
  static String key(String stem, RecordComponent component) {
    return joined(stem, component.getName());
  }

  private static String joined(String stem, String word) {
    return stem.isEmpty() || word.isEmpty()
        ? stem + word
        : stem + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** A record as a tree; what is null is left out. */
  static ObjectNode of(Record record) {
    ObjectNode tree = JSON.createObjectNode();
    put(record, "", tree);
    return tree;
  }

  private static void put(Record record, String stem, ObjectNode tree) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (component.isAnnotationPresent(Flat.class)) {
        put((Record) value, stem(stem, component), tree);
      } else if (value instanceof Record group) {
        put(group, "", tree.putObject(key(stem, component)));
      } else if (value != null) {
        tree.set(key(stem, component), leaf(value));
      }
    }
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      // Records need not be public to be read.
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  /**
   * The record that a tree describes.
   *
   * @param prefix of its keys in messages
   * @throws IllegalArgumentException if a key is missing, or what the record's constructor throws
   */
  static <T extends Record> T record(Class<T> type, JsonNode tree, String prefix) {
    return record(type, tree, prefix, "");
  }

  private static <T extends Record> T record(
      Class<T> type, JsonNode tree, String prefix, String stem) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i], tree, prefix, stem);
    }
    try {
      Constructor<T> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(type + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private static Object value(
      RecordComponent component, JsonNode tree, String prefix, String stem) {
    if (component.isAnnotationPresent(Flat.class)) {
      return record(
          component.getType().asSubclass(Record.class), tree, prefix, stem(stem, component));
    }
    String name = key(stem, component);
    String key = prefix + name;
    JsonNode node = tree.path(name);
    if (component.getType().isRecord()) {
      return record(component.getType().asSubclass(Record.class), node, key + ".");
    }
    if (node.isMissingNode() || node.isNull()) {
      if (SettingKey.mayBeAbsent(component)) {
        return null;
      }
      throw new IllegalArgumentException(key + " is missing");
    }
    try {
      return JSON.readerFor(JSON.constructType(component.getGenericType())).readValue(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(key + ": " + e.getOriginalMessage(), e);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(key + " cannot be read", e);
    }
  }
}
