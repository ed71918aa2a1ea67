package org.delocate.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  enum Colour {
    @JsonProperty("light-blue")
    LIGHT_BLUE,
    RED
  }

  record Walls(
      @Setting(source = Source.OURS, value = "what is painted on them") Colour colour,
      @Setting(source = Source.OURS, min = 0.5, max = 2, value = "metres") double height) {}

  record Door(
      @Setting(
              source = Source.RUN,
              oneOf = {"left", "right"},
              value = "where it hangs")
          String side,
      @Setting(source = Source.RUN, value = "names on it") List<String> names) {}

  record Room(
      Walls walls,
      @Flat Door door,
      @Setting(source = Source.PAPER, min = 1, max = 9, value = "how many") int windows,
      @Setting(source = Source.PAPER, value = "whether there is one") boolean floor) {
    Room {
      if (windows > 4 && walls.height() < 1) {
        throw new IllegalArgumentException("no room for windows");
      }
    }

    /** A question that no tree may hold. */
    boolean isBright() {
      return windows > 2;
    }
  }

  private static final Room DEFAULTS =
      new Room(new Walls(Colour.RED, 1.5), new Door("left", List.of("Ada")), 2, true);

  private static final Settings<Room> SETTINGS = Settings.over(DEFAULTS);

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void treesHoldTheComponentsAndNothingElseAndReadBack() {
    JsonNode tree = Settings.tree(DEFAULTS);
    assertThat(tree)
        .isEqualTo(
            json(
                "{'walls':{'colour':'RED','height':1.5},'side':'left','names':['Ada'],"
                    + "'windows':2,'floor':true}"));
    assertThat(SETTINGS.read(tree)).isEqualTo(DEFAULTS);
    assertThat(SETTINGS.read()).isEqualTo(DEFAULTS);
  }

  @Test
  void laterChangesGoOverEarlierOnesAndTheRestStays() {
    Room room =
        SETTINGS.read(
            json("{'walls':{'colour':'light-blue','height':2},'side':'right'}"),
            SETTINGS.nested("walls.height", json("1")));
    assertThat(room)
        .isEqualTo(
            new Room(new Walls(Colour.LIGHT_BLUE, 1), new Door("right", List.of("Ada")), 2, true));
  }

  @Test
  void oneOtherValueMakesAnotherRecord() {
    assertThat(Settings.with(DEFAULTS, "walls.height", 2).walls().height()).isEqualTo(2);
    assertThat(Settings.with(DEFAULTS, "walls", new Walls(Colour.LIGHT_BLUE, 1)).walls())
        .isEqualTo(new Walls(Colour.LIGHT_BLUE, 1));
    assertThat(Settings.with(DEFAULTS, "walls.colour", Colour.LIGHT_BLUE).windows()).isEqualTo(2);
    assertThatThrownBy(() -> Settings.with(DEFAULTS, "walls.width", 2))
        .hasMessage("unknown key 'walls.width'; known here: colour, height");
  }

  @Test
  void whatAKeyDoesNotTakeIsRefusedWithKeyAndRange() {
    assertThatThrownBy(() -> SETTINGS.read(json("{'walls':{'height':3}}")))
        .hasMessage("walls.height is 3, which is not a number, 0.5 to 2");
    assertThatThrownBy(() -> SETTINGS.read(json("{'windows':1.5}")))
        .hasMessage("windows is 1.5, which is not a whole number, 1 to 9");
    assertThatThrownBy(() -> SETTINGS.read(json("{'windows':'many'}")))
        .hasMessageContaining("windows is 'many'");
    assertThatThrownBy(() -> SETTINGS.read(json("{'side':'top'}")))
        .hasMessage("side is 'top', which is not one of left, right");
    assertThatThrownBy(() -> SETTINGS.read(json("{'walls':{'colour':'blue'}}")))
        .hasMessage("walls.colour is 'blue', which is not one of light-blue, RED");
    assertThatThrownBy(() -> SETTINGS.read(json("{'floor':'yes'}")))
        .hasMessage("floor is 'yes', which is not true or false");
    assertThatThrownBy(() -> SETTINGS.read(json("{'names':'Ada'}")))
        .hasMessage("names is 'Ada', which is not a list");
    assertThatThrownBy(() -> SETTINGS.read(json("{'windows':null}")))
        .hasMessageContaining("windows is null");
    assertThatThrownBy(() -> SETTINGS.read(json("{'walls':2}")))
        .hasMessage("walls is 2, but has keys of its own: colour, height");
    assertThatThrownBy(() -> SETTINGS.read(json("{'door':{'side':'left'}}")))
        .hasMessage("unknown key 'door'; known here: side, names, windows, floor, walls");
    assertThatThrownBy(() -> SETTINGS.read(json("[1]"))).hasMessage("no keys and values");
    assertThatThrownBy(() -> SETTINGS.nested("windows.left", json("1")))
        .hasMessageContaining("unknown key 'windows.left'");
  }

  @Test
  void rangesComeBeforeWhatTwoKeysSayTogether() {
    assertThatThrownBy(() -> SETTINGS.read(json("{'windows':12,'walls':{'height':0.6}}")))
        .hasMessageContaining("windows is 12");
    assertThatThrownBy(() -> SETTINGS.read(json("{'windows':5,'walls':{'height':0.6}}")))
        .hasMessage("no room for windows");
  }

  @Test
  void recordsThatNobodyReadAreHeldToTheSameRanges() {
    Settings.check(DEFAULTS);
    Room high = new Room(new Walls(Colour.RED, 3), DEFAULTS.door(), 2, true);
    assertThatThrownBy(() -> Settings.check(high)).hasMessageContaining("walls.height is 3.0");
  }

  @Test
  void whatHasNoDefaultMustBeGiven() {
    Settings<Walls> some =
        Settings.over(
            Walls.class, (com.fasterxml.jackson.databind.node.ObjectNode) json("{'height':1}"));
    assertThat(some.read(json("{'colour':'RED'}"))).isEqualTo(new Walls(Colour.RED, 1));
    assertThatThrownBy(() -> some.read(json("{}"))).hasMessage("colour is missing");
  }

  @Test
  void keysExplainThemselves() {
    assertThat(SETTINGS.keys())
        .extracting(key -> key.name() + ": " + key.range() + " " + key.source().tag())
        .containsExactly(
            "side: left, right [run]",
            "names: a list [run]",
            "windows: a whole number, 1 to 9 [paper]",
            "floor: true or false [paper]",
            "walls.colour: light-blue, RED [ours]",
            "walls.height: a number, 0.5 to 2 [ours]");
    assertThat(SETTINGS.keys()).extracting(SettingKey::meaning).contains("metres", "how many");
    assertThat(SETTINGS.defaultOf(SETTINGS.keys().get(5)).asDouble()).isEqualTo(1.5);
  }

  record Wall(
      @Setting(source = Source.OURS, max = 9, value = "metres") double width, Walls paint) {}

  record House(
      @Flat("north") Wall north,
      @Flat("south") Wall south,
      @Setting(source = Source.OURS, value = "whether there is one") boolean roof) {}

  @Test
  void flatRecordsOfOneKindAreToldApartByAWordBeforeTheirKeys() {
    House house =
        new House(
            new Wall(1, new Walls(Colour.RED, 1)), new Wall(2, new Walls(Colour.RED, 2)), true);
    JsonNode tree = Settings.tree(house);
    assertThat(tree)
        .isEqualTo(
            json(
                "{'northWidth':1.0,'northPaint':{'colour':'RED','height':1.0},"
                    + "'southWidth':2.0,'southPaint':{'colour':'RED','height':2.0},'roof':true}"));
    Settings<House> settings = Settings.over(house);
    assertThat(settings.read(tree)).isEqualTo(house);
    assertThat(settings.keys())
        .extracting(SettingKey::name)
        .containsExactly(
            "northWidth",
            "southWidth",
            "roof",
            "northPaint.colour",
            "northPaint.height",
            "southPaint.colour",
            "southPaint.height");
    assertThat(Settings.with(house, "southWidth", 3).south().width()).isEqualTo(3);
    assertThatThrownBy(() -> settings.read(json("{'southWidth':10}")))
        .hasMessage("southWidth is 10, which is not a number, 0 to 9");
    assertThatThrownBy(() -> settings.read(json("{'width':1}")))
        .hasMessageContaining("unknown key 'width'");
  }
}
