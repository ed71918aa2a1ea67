package org.delocate.network.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.delocate.setting.Settings;

/** Networks as cards write them, also those that are older than some of the keys. */
final class NetworkCards {

  /** A key that cards had while networks could look twice. */
  private static final String SECOND_LOOK = "secondLook";

  /** A key that texture networks had while one view was all there was to choose. */
  private static final String RESIDUAL = "residual";

  private static final List<String> WITH_RESIDUAL = List.of("wide", "detail", "motion", RESIDUAL);

  /** With what was so before there was a choice. */
  static final Settings<NetworkConfiguration> ALL =
      Settings.over(
          NetworkConfiguration.class,
          tree(
              """
              {
                "recovering": {
                  "normalizedTargets": false,
                  "eigenfaces": 0,
                  "partsTogether": false,
                  "positions": "sine-cosine"
                },
                "mapping": {"trunk": "resnet"},
                "localization": {"encoder": "se-resnet", "wide": false},
                "components":
                  {"recovering": true, "mapping": true, "localization": true, "guidance": true},
                "surround": 0,
                "texture": {
                  "classifierShare": 1,
                  "moving": {"gain": 0, "bias": 0},
                  "still": {"gain": 0, "bias": 0},
                  "stillShare": 1,
                  "track": {"gain": 0, "bias": 0},
                  "views": ["wide", "detail", "motion"],
                  "passages":
                    {"gain": 0, "from": 0, "falseAlarms": 0, "upTo": 0, "clips": 0, "pages": 0}
                }
              }
              """));

  /**
   * Networks of a card.
   *
   * @throws IllegalArgumentException as {@link Settings#read}; and if they look twice at a face,
   *     once under a black border, which this version does no more
   */
  static NetworkConfiguration read(JsonNode card) {
    if (card.at("/" + SECOND_LOOK + "/share").asDouble() != 0) {
      throw new IllegalArgumentException(
          SECOND_LOOK + ": these networks look twice at a face, which this version does no more");
    }
    if (!card.isObject()) {
      return ALL.read(card);
    }
    ObjectNode known = card.deepCopy();
    known.remove(SECOND_LOOK);
    if (known.path("texture").has(RESIDUAL)) {
      boolean seen = ((ObjectNode) known.get("texture")).remove(RESIDUAL).asBoolean();
      if (seen) {
        WITH_RESIDUAL.forEach(known.withObjectProperty("texture").withArrayProperty("views")::add);
      }
    }
    return ALL.read(known);
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private NetworkCards() {}
}
