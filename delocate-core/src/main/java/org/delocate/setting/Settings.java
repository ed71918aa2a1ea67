package org.delocate.setting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of record that is set key by key: its components are {@link Setting}s, or records of
 * settings, whose keys follow a dot. A key that it does not have and a value that a key does not
 * take are errors. What two keys say together is checked by the record's constructor.
 *
 * @param <T> the record
 */
public final class Settings<T extends Record> {

  private final Class<T> type;
  private final ObjectNode defaults;
  private final Level keys;

  private Settings(Class<T> type, ObjectNode defaults) {
    this.type = type;
    this.defaults = defaults;
    this.keys = Level.of(type, "");
  }

  /** With a default for every key. */
  public static <T extends Record> Settings<T> over(T defaults) {
    @SuppressWarnings("unchecked") // the class of a T is one of T's
    Class<T> type = (Class<T>) defaults.getClass();
    return new Settings<>(type, RecordTree.of(defaults));
  }

  /**
   * With defaults for some keys; the others must be given.
   *
   * @throws IllegalArgumentException if the defaults hold a key that the record does not have, or a
   *     value that a key does not take
   */
  public static <T extends Record> Settings<T> over(Class<T> type, ObjectNode defaults) {
    Settings<T> settings = new Settings<>(type, defaults);
    settings.keys.merge(defaults.deepCopy(), defaults);
    return settings;
  }

  /** A record as a tree of keys and values, which {@link #read} takes back. */
  public static ObjectNode tree(Record record) {
    return RecordTree.of(record);
  }

  /**
   * A record with one other value.
   *
   * @param key with dots; a record of settings, or one of its keys
   * @throws IllegalArgumentException if there is no such key, or it does not take the value
   */
  public static <T extends Record> T with(T record, String key, Object value) {
    Settings<T> settings = over(record);
    settings.keys.require(key);
    ObjectNode tree = settings.defaults.deepCopy();
    ObjectNode level = tree;
    String[] path = key.split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      level = level.withObjectProperty(path[i]);
    }
    level.set(
        path[path.length - 1],
        value instanceof Record group ? tree(group) : RecordTree.leaf(value));
    return settings.whole(tree);
  }

  /**
   * Holds every value of a record to the range of its key, whoever made it.
   *
   * @throws IllegalArgumentException with a message that names key, value and range
   */
  public static <T extends Record> void check(T record) {
    over(record).whole(tree(record));
  }

  /** From a tree that lacks nothing. */
  private T whole(ObjectNode tree) {
    return new Settings<>(type, tree.objectNode()).read(tree);
  }

  /** Every key, in the order of the components. */
  public List<SettingKey> keys() {
    List<SettingKey> all = new ArrayList<>();
    keys.addTo(all);
    return all;
  }

  /** The default of a key; a missing node where it has none. */
  public JsonNode defaultOf(SettingKey key) {
    return value(defaults, key);
  }

  /** The value of a key in a tree of all keys; a missing node where it has none. */
  public static JsonNode value(JsonNode tree, SettingKey key) {
    JsonNode node = tree;
    for (String part : key.name().split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }

  /**
   * A tree that gives a value to one key.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public ObjectNode nested(String key, JsonNode value) {
    keys.require(key);
    ObjectNode tree = defaults.objectNode();
    ObjectNode node = tree;
    String[] path = key.split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      node = node.putObject(path[i]);
    }
    node.set(path[path.length - 1], value);
    return tree;
  }

  /**
   * The defaults with other values laid over them, one after the other.
   *
   * @throws IllegalArgumentException if a key is unknown or missing, or a value is out of its
   *     range; the message says which, and what there is
   */
  public T read(JsonNode... changes) {
    ObjectNode tree = defaults.deepCopy();
    for (JsonNode change : changes) {
      keys.merge(tree, change);
    }
    return RecordTree.record(type, tree, "");
  }

  /** The keys that stand beside each other: settings, and levels of their own. */
  private record Level(String prefix, Map<String, SettingKey> own, Map<String, Level> groups) {

    static Level of(Class<?> type, String prefix) {
      Level level = new Level(prefix, new LinkedHashMap<>(), new LinkedHashMap<>());
      level.add(type, "");
      return level;
    }

    private void add(Class<?> type, String stem) {
      for (RecordComponent component : type.getRecordComponents()) {
        String name = RecordTree.key(stem, component);
        if (component.isAnnotationPresent(Flat.class)) {
          add(component.getType(), RecordTree.stem(stem, component));
        } else if (component.getType().isRecord()) {
          groups.put(name, of(component.getType(), prefix + name + "."));
        } else if (component.isAnnotationPresent(Setting.class)) {
          own.put(
              name,
              new SettingKey(prefix + name, component, component.getAnnotation(Setting.class)));
        } else {
          throw new IllegalStateException(component + " of " + type + " is no setting");
        }
      }
    }

    void addTo(List<SettingKey> all) {
      all.addAll(own.values());
      groups.values().forEach(group -> group.addTo(all));
    }

    void merge(ObjectNode into, JsonNode from) {
      if (!from.isObject()) {
        throw new IllegalArgumentException(
            prefix.isEmpty()
                ? "no keys and values"
                : prefix.substring(0, prefix.length() - 1)
                    + " is "
                    + from
                    + ", but has keys of its own: "
                    + names());
      }
      for (Map.Entry<String, JsonNode> field : from.properties()) {
        String name = field.getKey();
        if (groups.containsKey(name)) {
          groups.get(name).merge(into.withObjectProperty(name), field.getValue());
        } else {
          key(name, prefix + name).check(field.getValue());
          into.set(name, field.getValue());
        }
      }
    }

    void require(String key) {
      Level level = this;
      String[] path = key.split("\\.", -1);
      for (int i = 0; i < path.length - 1; i++) {
        Level next = level.groups.get(path[i]);
        if (next == null) {
          throw unknown(key, level);
        }
        level = next;
      }
      if (!level.groups.containsKey(path[path.length - 1])) {
        level.key(path[path.length - 1], key);
      }
    }

    private SettingKey key(String name, String whole) {
      SettingKey key = own.get(name);
      if (key == null) {
        throw unknown(whole, this);
      }
      return key;
    }

    private static IllegalArgumentException unknown(String key, Level where) {
      return new IllegalArgumentException(
          "unknown key '" + key + "'; known here: " + where.names());
    }

    private String names() {
      List<String> names = new ArrayList<>(own.keySet());
      names.addAll(groups.keySet());
      return String.join(", ", names);
    }
  }
}
