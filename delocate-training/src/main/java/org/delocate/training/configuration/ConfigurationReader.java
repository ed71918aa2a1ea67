package org.delocate.training.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a run's configuration: the defaults of a record, over them a YAML file, over that {@code
 * key=value} pairs from the command line ({@code optimizer.learningRate=0.001}). A key that the
 * record does not have is an error, so that a misspelt one is not ignored for a night of training.
 */
public final class ConfigurationReader {

  private static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  // "off" is a mode here, not YAML 1.1's other word for false.
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private ConfigurationReader() {}

  /**
   * Reads a configuration.
   *
   * @param defaults every value that the file and the pairs do not name
   * @param file YAML, or null for the defaults
   * @param overrides {@code key=value} pairs; dots reach into nested records
   * @throws ConfigurationException if a key is unknown, a value does not fit or is out of range,
   *     the file is unreadable
   */
  public static <T extends Record> T read(T defaults, Path file, List<String> overrides) {
    ObjectNode tree = YAML.valueToTree(defaults);
    if (file != null) {
      merge(tree, parse(file), "");
    }
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        throw new ConfigurationException("'" + override + "' is not of the form key=value");
      }
      set(tree, override.substring(0, equals), override.substring(equals + 1));
    }
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) defaults.getClass();
    try {
      return YAML.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(plain(e), e);
    }
  }

  /** The configuration as YAML, which {@link #read} takes back. */
  public static String write(Record configuration) {
    try {
      return YAML.writeValueAsString(configuration);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException("a configuration could not be written: " + plain(e), e);
    }
  }

  private static JsonNode parse(Path file) {
    try {
      JsonNode node = YAML.readTree(Files.readString(file));
      if (node == null || !node.isObject()) {
        throw new ConfigurationException(file + ": no keys and values");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(file + ": " + plain(e), e);
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read", e);
    }
  }

  private static void merge(ObjectNode into, JsonNode from, String prefix) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      String key = prefix + field.getKey();
      JsonNode known = known(into, field.getKey(), key);
      if (known.isObject() && field.getValue().isObject()) {
        merge((ObjectNode) known, field.getValue(), key + ".");
      } else {
        into.set(field.getKey(), field.getValue());
      }
    }
  }

  private static void set(ObjectNode tree, String key, String value) {
    ObjectNode node = tree;
    String[] path = key.split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode next = known(node, path[i], key);
      if (!next.isObject()) {
        throw new ConfigurationException("unknown key '" + key + "'");
      }
      node = (ObjectNode) next;
    }
    known(node, path[path.length - 1], key);
    try {
      node.set(path[path.length - 1], YAML.readTree(value));
    } catch (JsonProcessingException e) {
      throw new ConfigurationException("the value of '" + key + "': " + plain(e), e);
    }
  }

  private static JsonNode known(ObjectNode node, String name, String key) {
    JsonNode found = node.get(name);
    if (found == null) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      throw new ConfigurationException(
          "unknown key '" + key + "'; known here: " + String.join(", ", names));
    }
    return found;
  }

  private static String plain(JsonProcessingException e) {
    Throwable cause = e.getCause();
    return cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
  }
}
