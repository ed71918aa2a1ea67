package org.delocate.training.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.delocate.setting.Settings;

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
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

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
    Settings<T> settings = Settings.over(defaults);
    List<JsonNode> changes = new ArrayList<>();
    if (file != null) {
      changes.add(parse(file));
    }
    try {
      for (String override : overrides) {
        changes.add(pair(settings, override));
      }
      return settings.read(changes.toArray(JsonNode[]::new));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private static JsonNode pair(Settings<?> settings, String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException("'" + override + "' is not of the form key=value");
    }
    String key = override.substring(0, equals);
    try {
      JsonNode value = YAML.readTree(override.substring(equals + 1));
      // Nothing behind the equals sign is an empty text.
      return settings.nested(key, value.isMissingNode() ? TextNode.valueOf("") : value);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException("the value of '" + key + "': " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Holds a configuration that was not read to the ranges of its keys.
   *
   * @throws ConfigurationException if a value is out of range
   */
  public static void check(Record configuration) {
    try {
      Settings.check(configuration);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  /** The configuration as YAML, which {@link #read} takes back. */
  public static String write(Record configuration) {
    try {
      return YAML.writeValueAsString(Settings.tree(configuration));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always YAML", e);
    }
  }

  /**
   * What a file says.
   *
   * @throws ConfigurationException if it cannot be read, or is no YAML of keys and values
   */
  public static JsonNode parse(Path file) {
    try {
      JsonNode node = YAML.readTree(Files.readString(file));
      if (node == null || !node.isObject()) {
        throw new ConfigurationException(file + ": no keys and values");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(file + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read", e);
    }
  }
}
