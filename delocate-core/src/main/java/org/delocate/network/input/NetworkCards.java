package org.delocate.network.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.delocate.setting.Settings;

/** Networks as cards write them, also those that are older than some of the keys. */
final class NetworkCards {

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
                "secondLook": {"blackBorder": 0, "share": 0},
                "surround": 0,
                "texture": {
                  "classifierShare": 1,
                  "moving": {"gain": 0, "bias": 0},
                  "still": {"gain": 0, "bias": 0},
                  "stillShare": 1,
                  "track": {"gain": 0, "bias": 0}
                }
              }
              """));

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private NetworkCards() {}
}
