package org.delocate.training.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.SmallStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.dataset.store.WorldsStore;
import org.delocate.detection.verdict.PassageContrast;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.forgery.degrade.FaceEdits;
import org.delocate.media.image.Image;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.DelocateNetworks.Component;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.loop.SmallRuns;
import org.delocate.training.loop.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A texture network from a small store of clips and pictures to a checkpoint that scores. */
class TextureTrainingTest {

  private static final int SURROUND = 8;

  @TempDir static Path folder;
  private static Path base;
  private static Path encoder;
  private static Path worlds;
  private static Path pictures;
  private static Path fitted;
  private static final List<Long> COUNTS = new ArrayList<>();

  @BeforeAll
  static void fit() throws InterruptedException {
    base = SmallRuns.stageOne(folder.resolve("base"));
    encoder = encoder();
    worlds = WorldsStore.write(folder.resolve("worlds"));
    pictures = SmallStore.write(folder.resolve("pictures"), 4, 1);
    fitted = folder.resolve("fitted");
    TrainingListener counting =
        new SmallRuns.Silent() {
          @Override
          public void progress(
              long step, long steps, Map<String, Double> losses, double facesPerSecond) {
            COUNTS.addAll(List.of(step, steps));
          }
        };
    TextureTraining.Learnt learnt = TextureTraining.run(configuration(worlds), fitted, counting);
    assertThat(learnt.from())
        .contains(
            WorldsStore.CLIPS.size() + " people", 2 * realClips() + " clips of our", "4 pictures");
  }

  /** Fresh weights of the filters up to an eighth, and one beyond, which is left in the file. */
  private static Path encoder() {
    torch.manual_seed(5);
    DelocateNetworks networks =
        new DelocateNetworks(
            SmallRuns.networks()
                .withTexture(
                    new Texture(1, new Texture.Scale(1, 0), new Texture.Scale(1, 0)), SURROUND));
    String prefix = "encoder.";
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Weights.state(networks.component(Component.TEXTURE))
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor.detach());
              }
            });
    tensors.put("filter94.conv.bias", torch.zeros(192));
    Path file = folder.resolve("inception.safetensors");
    SafetensorsWriter.write(file, tensors, Safetensors.Type.F32, Map.of());
    return file;
  }

  private static TextureConfiguration configuration(Path clips, String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "model=" + base,
                "encoder=" + encoder,
                "worlds=" + clips,
                "pictures=" + pictures,
                "picturesOfClass=2",
                "copies.ofClip=1",
                "copies.forgers=[self-blended-hulls]",
                "copies.uploads=[jpeg]",
                "edits.ofClip=0",
                "edits.ofPicture=0",
                "splits=[fold1, fold2]",
                "apart=[fold1]",
                "surround=" + SURROUND,
                "reach=2.5",
                "classifierShare=0.4",
                "stillShare=0.7",
                "passageAlarms=0",
                "precision=FP32",
                "threads=1"));
    all.addAll(List.of(overrides));
    return ConfigurationReader.read(TextureConfiguration.defaults(), null, all);
  }

  private static TextureTraining.Learnt run(Path clips, String name, String... overrides)
      throws InterruptedException {
    return TextureTraining.run(
        configuration(clips, overrides), folder.resolve(name), new SmallRuns.Silent());
  }

  private static long realClips() {
    return WorldsStore.CLIPS.stream().filter(clip -> !clip.isForged()).count();
  }

  /** What comes a moment later goes with its frame; it is none itself. */
  @Test
  void everyFrameWithAMomentAfterItIsReadOnceAndTwiceAsOurOwn() {
    long frames = WorldsStore.FRAMES * (WorldsStore.CLIPS.size() + 2 * realClips());
    assertThat(COUNTS.get(COUNTS.size() - 2)).isEqualTo(frames + 4);
    assertThat(COUNTS.get(COUNTS.size() - 1)).isEqualTo(frames + 4);
  }

  /** Of both classes: real clips that no forger touched have others beside them, too. */
  @Test
  void whatWeForgedCountsAsMuchAsTheSettingsSay() throws InterruptedException {
    run(worlds, "no-copies", "copies.ofClip=0");
    run(worlds, "weightless", "copies.share=0");
    for (String weights : List.of("texture.moving", "texture.still", "texture.track")) {
      assertThat(values("weightless/best", weights))
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(values("no-copies/best", weights));
      assertThat(values("fitted/best", weights)).isNotEqualTo(values("no-copies/best", weights));
    }
  }

  /** Both classes alike; what they were made of keeps its say. */
  @Test
  void whatWeEditedCountsAsMuchAsTheSettingsSay() throws InterruptedException {
    String[] edited = {"edits.ofClip=1", "edits.ofPicture=2", "edits.kinds=[blur]"};
    String[] weightless = Arrays.copyOf(edited, 5);
    weightless[3] = "edits.share=0";
    weightless[4] = "edits.movingShare=0";
    TextureTraining.Learnt learnt = run(worlds, "edited", edited);
    run(worlds, "edits-weightless", weightless);
    CsvTable apart = CsvTable.read(folder.resolve("edited/apart.csv"));
    assertThat(apart.rows()).filteredOn(row -> apart.cell(row, "edit").isEmpty()).hasSize(5);
    assertThat(apart.rows())
        .filteredOn(row -> apart.cell(row, "edit").matches("blur:[1-5]"))
        .hasSize(5);
    assertThat(learnt.apart().inWords())
        .anyMatch(line -> line.contains("edited without being forged: AUC"));
    assertThat(learnt.from())
        .contains(
            WorldsStore.CLIPS.size() + " people",
            "4 pictures",
            (WorldsStore.CLIPS.size() + 8) + " of these edited");
    for (String weights : List.of("texture.moving", "texture.still", "texture.track")) {
      assertThat(values("edits-weightless/best", weights))
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(values("fitted/best", weights));
      assertThat(values("edited/best", weights)).isNotEqualTo(values("fitted/best", weights));
    }
  }

  /** What edits do to both classes alike tells them no more, and is not looked at any more. */
  @Test
  void aPictureIsJudgedLessByWhatItWasEditedWith() throws InterruptedException {
    run(worlds, "as-they-are", "copies.ofClip=0");
    run(worlds, "blurred-too", "copies.ofClip=0", "edits.ofClip=3", "edits.kinds=[blur]");
    assertThat(movedByBlur("blurred-too")).isLessThan(0.7 * movedByBlur("as-they-are"));
  }

  /** How far the logits of real clips' single frames move when they are blurred. */
  private static double movedByBlur(String fit) {
    double moved = 0;
    try (FaceStore store = FaceStore.open(worlds);
        FaceAnalyzer analyzer =
            FaceAnalyzer.open(
                Checkpoint.read(folder.resolve(fit).resolve("best")),
                new AnalyzerOptions(1, Precision.FP32))) {
      for (FaceEntry entry : store.entries()) {
        if (entry.isNeighbour() || entry.label() == Label.FAKE) {
          continue;
        }
        AlignedFace face = face(store, entry.key(), WorldsStore.MARGIN - SURROUND, false);
        AlignedFace blurred =
            new AlignedFace(
                FaceEdits.named("blur", 3).of(face.crop(), face.landmarks(), 1),
                face.landmarks(),
                face.cropToFrame(),
                Optional.empty());
        var logits = analyzer.analyze(List.of(face, blurred));
        moved += Math.abs(logits.get(1).logit() - logits.get(0).logit());
      }
    }
    return moved;
  }

  @Test
  void unknownEditsAreRefused() {
    assertThatThrownBy(
            () -> run(worlds, "refused", "edits.ofClip=1", "edits.kinds=[blur, moustache]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("moustache");
  }

  @Test
  void forgersThatNeedAnotherFaceAndUnknownUploadsAreRefused() {
    assertThatThrownBy(() -> run(worlds, "refused", "copies.forgers=[face-swap]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("face-swap");
    assertThatThrownBy(() -> run(worlds, "refused", "copies.uploads=[pigeon]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("pigeon");
  }

  @Test
  void theCardSaysWhatCountsAndWhatWasLearntFrom() {
    Checkpoint best = Checkpoint.read(fitted.resolve("best"));
    Checkpoint without = Checkpoint.read(fitted.resolve("without-fold1"));
    for (Checkpoint checkpoint : List.of(best, without)) {
      NetworkConfiguration networks = checkpoint.card().networks();
      assertThat(networks.surround()).isEqualTo(SURROUND);
      assertThat(networks.localization().wide()).isFalse();
      assertThat(networks.texture().classifierShare()).isEqualTo(0.4);
      assertThat(networks.texture().stillShare()).isEqualTo(0.7);
      assertThat(networks.texture().moving().gain()).isPositive();
      assertThat(networks.texture().still().gain()).isPositive();
      assertThat(networks.texture().track().gain()).isPositive();
      for (String weights : List.of("texture.moving", "texture.still", "texture.track")) {
        float largest = 0;
        for (float weight : FaceTensors.floats(checkpoint.weights().tensor(weights))) {
          largest = Math.max(largest, Math.abs(weight));
        }
        assertThat(largest).isEqualTo(1);
      }
    }
    assertThat(best.card().provenance().configuration().get("texture"))
        .contains("fittedTo: [fold1, fold2]", "surround: 8");
    assertThat(without.card().provenance().configuration().get("texture"))
        .contains("fittedTo: [fold2]", "apart");
    assertThat(without.card().provenance().dataDigest())
        .isNotEqualTo(best.card().provenance().dataDigest());
  }

  /**
   * What was read is kept: another ridge reads no face, and gives what it gives in a new folder.
   */
  @Test
  void aFitGoesOnWhereItWasAndAnotherRidgeReadsNothing() throws InterruptedException, IOException {
    run(worlds, "stopped");
    Path read = folder.resolve("stopped/statistics.bin");
    byte[] whole = Files.readAllBytes(read);
    Files.write(read, Arrays.copyOf(whole, whole.length / 2));
    List<Double> paces = new ArrayList<>();
    List<Long> begun = new ArrayList<>();
    TrainingListener counting =
        new SmallRuns.Silent() {
          @Override
          public void started(long step, long steps) {
            begun.add(step);
          }

          @Override
          public void progress(
              long step, long steps, Map<String, Double> losses, double facesPerSecond) {
            paces.add(facesPerSecond);
          }
        };
    TextureTraining.run(configuration(worlds), folder.resolve("stopped"), counting);
    int resumed = paces.size();
    assertThat(resumed).isBetween(1, COUNTS.size() / 2 - 1);
    assertThat(read).hasBinaryContent(whole);
    assertThat(values("stopped/best", "texture.track"))
        .isEqualTo(values("fitted/best", "texture.track"));

    TextureTraining.run(configuration(worlds, "ridge=0.5"), folder.resolve("stopped"), counting);
    assertThat(paces).hasSize(resumed);
    run(worlds, "other-ridge", "ridge=0.5");
    assertThat(values("stopped/best", "texture.track"))
        .isEqualTo(values("other-ridge/best", "texture.track"))
        .isNotEqualTo(values("fitted/best", "texture.track"));

    TextureTraining.run(
        configuration(worlds, "copies.uploads=[blur]"), folder.resolve("stopped"), counting);
    assertThat(begun).as("faces known").hasSize(3).allMatch(step -> step > 0);
    assertThat(paces).as("new copies, and nothing else").hasSize(resumed + (int) realClips());
  }

  /** Of single frames all is as before; what was read of a view does not depend on the others. */
  @Test
  void whatIsLookedAtIsWhatTheSettingsSay() throws InterruptedException {
    String chosen = "views=[detail, motion]";
    run(worlds, "chosen", chosen);
    assertThat(card("chosen/best").texture().views())
        .containsExactly(TextureView.DETAIL, TextureView.MOTION);
    assertThat(values("chosen/best", "texture.moving")).hasSize(2 * TextureSizes.VALUES_OF_PICTURE);
    assertThat(values("chosen/best", "texture.still"))
        .isEqualTo(values("fitted/best", "texture.still"));

    run(worlds, "other-views", "views=[wide, motion]");
    run(worlds, "other-views", chosen);
    assertThat(values("other-views/best", "texture.track"))
        .isEqualTo(values("chosen/best", "texture.track"));

    try (FaceStore store = FaceStore.open(worlds);
        FaceAnalyzer analyzer =
            FaceAnalyzer.open(
                Checkpoint.read(folder.resolve("chosen/best")),
                new AnalyzerOptions(1, Precision.FP32))) {
      AlignedFace face = face(store, "fake-d_f000001", WorldsStore.MARGIN - SURROUND, true);
      assertThat(analyzer.analyze(List.of(face)).get(0).texture())
          .hasSize(2 * TextureSizes.VALUES_OF_PICTURE);
    }
  }

  /** By the means of statistics as a checkpoint weighs them; a few frames hardly wander. */
  @Test
  void whatIsSaidOfTheSplitKeptApartIsWrittenAndSummedUp() throws InterruptedException {
    TextureTraining.Learnt learnt = run(worlds, "apart");
    CsvTable table = CsvTable.read(folder.resolve("apart/apart.csv"));
    assertThat(table.columns())
        .containsExactly("clip", "page", "fold", "label", "family", "generator", "edit", "score");
    List<WorldsStore.Clip> kept =
        WorldsStore.CLIPS.stream().filter(clip -> clip.fold().equals("fold1")).toList();
    assertThat(table.rows())
        .extracting(row -> row.subList(1, 6))
        .containsExactlyInAnyOrderElementsOf(
            kept.stream()
                .map(
                    clip ->
                        List.of(
                            clip.page(),
                            "fold1",
                            clip.isForged() ? "forged" : "real",
                            clip.isForged() ? clip.family() : familyOfReal(table),
                            clip.generator()))
                .toList());
    // The checkered rectangles are told in a split that nothing was learnt from.
    assertThat(learnt.apart().inWords().get(0))
        .contains(
            kept.stream().filter(WorldsStore.Clip::isForged).count() + " forged clips",
            "AUC 1.000");
    assertThat(learnt.apart().inWords()).anyMatch(line -> line.contains("swap: "));
    assertThat(run(worlds, "nothing-apart", "apart=[]").apart().inWords()).isEmpty();
    assertThat(folder.resolve("nothing-apart/apart.csv")).doesNotExist();
  }

  private static String familyOfReal(CsvTable table) {
    return table.rows().stream()
        .filter(row -> row.get(3).equals("real"))
        .map(row -> row.get(4))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void learningByStepsGivesCheckpointsToo() throws InterruptedException {
    for (String learning : List.of("LOGISTIC", "GROUP_DRO", "MLDG")) {
      TextureTraining.Learnt learnt = run(worlds, learning, "learning=" + learning);
      assertThat(learnt.apart().inWords().get(0)).as(learning).contains("AUC 1.000");
      assertThat(values(learning + "/best", "texture.track"))
          .isNotEqualTo(values("fitted/best", "texture.track"));
    }
  }

  @Test
  void whatIsKeptApartHasNoSay() throws InterruptedException {
    Path others = WorldsStore.write(folder.resolve("others"), 3, 40, clip -> true, true);
    run(others, "changed");
    for (String weights : List.of("texture.moving", "texture.still", "texture.track")) {
      assertThat(values("changed/without-fold1", weights))
          .isEqualTo(values("fitted/without-fold1", weights));
      assertThat(values("changed/best", weights)).isNotEqualTo(values("fitted/best", weights));
    }
    assertThat(card("changed/without-fold1").texture())
        .isEqualTo(card("fitted/without-fold1").texture());
  }

  /** The rectangle of the store's masks is painted, and what fold1 alone has does not count. */
  @Test
  void masksLeanToWhereTheKnownMasksOfClipsAre() throws InterruptedException {
    run(worlds, "leaning", "maskShare=0.5", "placesInBox=false");
    NetworkConfiguration networks = card("leaning/best");
    assertThat(networks.texture().hasPlacesInFace()).isFalse();
    assertThat(networks.texture().maskShare()).isEqualTo(0.5);
    int cells = TextureSizes.placesOf(networks);
    float[] places = values("leaning/best", "texture.places");
    assertThat(places).hasSize(cells * cells);
    int border = WorldsStore.MARGIN - SURROUND;
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        boolean forged = false;
        for (int pixel = 0; pixel < 16; pixel++) {
          int x = 4 * column + pixel % 4 + border;
          int y = 4 * row + pixel / 4 + border;
          forged |= WorldsStore.isForged(x, y);
        }
        assertThat(places[row * cells + column] > places[0])
            .as("%d, %d", row, column)
            .isEqualTo(forged);
      }
    }
    try (FaceStore store = FaceStore.open(worlds);
        FaceAnalyzer analyzer =
            FaceAnalyzer.open(
                Checkpoint.read(folder.resolve("leaning/best")),
                new AnalyzerOptions(1, Precision.FP32))) {
      AlignedFace face = face(store, "fake-a_f000001", border, false);
      float[] mask = analyzer.analyze(List.of(face)).get(0).mask();
      int side = networks.view().size();
      assertThat(mask[(64 - border) * side + 48 - border]).isGreaterThan(0.5f);
      assertThat(mask[4 * side + 4]).isLessThan(0.5f);
    }
    // All clips whose mask is known are in fold1.
    assertThat(values("leaning/without-fold1", "texture.places")).containsOnly(0);
    assertThat(card("leaning/without-fold1").texture().maskShare()).isEqualTo(1);
    run(worlds, "alone", "maskShare=0");
    assertThat(card("alone/best").texture().maskShare()).isNull();
    assertThat(card("alone/best").texture().hasPlacesInFace()).isFalse();
    assertThat(Checkpoint.read(folder.resolve("alone/best")).weights().names())
        .doesNotContain("texture.places");
  }

  /** The same rectangle, seen from the face, and painted where it is. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void placesAreCountedInTheFace(boolean outlined) throws InterruptedException {
    String out = outlined ? "outlined" : "boxed";
    run(worlds, out, "maskShare=0.01", "placesInBox=true", "placesInOutline=" + outlined);
    NetworkConfiguration networks = card(out + "/best");
    assertThat(networks.texture().hasPlacesInFace()).isTrue();
    assertThat(networks.texture().hasPlacesInOutline()).isEqualTo(outlined);
    int cells = TextureSizes.placesOf(networks);
    int side = networks.view().size();
    int border = WorldsStore.MARGIN - SURROUND;
    float[] places = values(out + "/best", "texture.places");
    try (FaceStore store = FaceStore.open(worlds);
        FaceAnalyzer analyzer =
            FaceAnalyzer.open(
                Checkpoint.read(folder.resolve(out + "/best")),
                new AnalyzerOptions(1, Precision.FP32))) {
      AlignedFace face = face(store, "fake-a_f000001", border, false);
      float[] outline = FaceOutlines.of(face.landmarks(), networks);
      for (int i = 0; i < cells; i++) { // what lies beyond a face is as its border is
        for (int edge : List.of(i, cells * (cells - 1) + i, cells * i, cells * i + cells - 1)) {
          assertThat(places[edge]).isEqualTo(places[0]).isNegative();
        }
      }
      int agreeing = 0;
      int all = 0;
      for (int row = 0; row < cells; row++) {
        for (int column = 0; column < cells; column++) {
          int ends = 2 + 2 * rowOf(row, cells);
          double x = inPicture(column, cells, outline[ends], outline[ends + 1]) * side;
          double y = inPicture(row, cells, outline[0], outline[1]) * side;
          if (x >= 0 && y >= 0 && x < side && y < side) {
            boolean forged = WorldsStore.isForged((int) x + border, (int) y + border);
            agreeing += places[row * cells + column] > 0 == forged ? 1 : 0;
            all++;
          }
        }
      }
      // Its border runs through places; all others say what is there.
      assertThat((double) agreeing / all).isGreaterThan(0.9);
      float[] mask = analyzer.analyze(List.of(face)).get(0).mask();
      assertThat(mask[(64 - border) * side + 48 - border]).isGreaterThan(0.5f);
      assertThat(mask[4 * side + 4]).isLessThan(0.5f);
    }
    assertThat(values(out + "/without-fold1", "texture.places")).containsOnly(0);
  }

  @Test
  void placesAloneLeaveAllElseAsItIs() throws InterruptedException {
    run(worlds, "before", "maskShare=0.5", "placesInBox=false", "apart=[]");
    String model = "model=" + folder.resolve("before/best");
    TextureTraining.Learnt learnt =
        run(worlds, "after", model, "encoder=none", "placesAlone=true", "apart=[]");
    assertThat(learnt.from()).contains("2 forged clips whose mask is known");
    Checkpoint before = Checkpoint.read(folder.resolve("before/best"));
    Checkpoint after = Checkpoint.read(folder.resolve("after/best"));
    assertThat(after.weights().names()).isEqualTo(before.weights().names());
    for (String name : before.weights().names()) {
      float[] found = values("after/best", name);
      if (name.equals("texture.places")) {
        assertThat(found).isNotEqualTo(values("before/best", name));
      } else {
        assertThat(found).as(name).isEqualTo(values("before/best", name));
      }
    }
    Texture was = before.card().networks().texture();
    Texture is = after.card().networks().texture();
    assertThat(is.hasPlacesInOutline()).isTrue();
    assertThat(is.maskShare()).isEqualTo(0.35);
    assertThat(List.of(is.moving(), is.still(), is.track(), is.views()))
        .isEqualTo(List.of(was.moving(), was.still(), was.track(), was.views()));
    assertThat(after.card().calibration()).isEqualTo(before.card().calibration());
    assertThat(after.card().provenance().configuration())
        .containsAllEntriesOf(before.card().provenance().configuration())
        .containsKey("places");
  }

  @Test
  void placesAloneNeedAModelWhoseMasksLean() throws InterruptedException {
    assertThatThrownBy(() -> run(worlds, "none", "placesAlone=true", "apart=[]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("lean");
    String model = "model=" + folder.resolve("fitted/best");
    assertThatThrownBy(() -> run(worlds, "none", model, "placesAlone=true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none can be apart");
    assertThatThrownBy(
            () -> run(worlds, "none", model, "placesAlone=true", "apart=[]", "splits=[fold2]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no forged clip whose mask is known");
    assertThat(folder.resolve("none/best")).doesNotExist();
  }

  /**
   * Of clips of one fold by what was learnt from the other: the forged frames part from those that
   * they were made from, which do not part from each other.
   */
  @Test
  void passagesPartAsForgedClipsDoFromWhatTheyWereMadeFrom() throws InterruptedException {
    Path longer = WorldsStore.write(folder.resolve("longer"), 12, 0, clip -> true, true);
    run(longer, "passages", "passageAlarms=0.2", "copies.ofClip=0", "apart=[fold1, fold2]");
    Texture.Passages told = card("passages/best").texture().passages();
    assertThat(told.areTold()).isTrue();
    assertThat(told.clips()).isEqualTo(5);
    assertThat(told.pages()).isEqualTo(4);
    assertThat(told.falseAlarms()).isEqualTo(0.2);
    assertThat(told.upTo()).isGreaterThan(0.2);
    assertThat(told.from()).isPositive();
    // Of one fold alone nothing says what they are worth.
    assertThat(card("passages/without-fold1").texture().passages().clips()).isZero();
    for (String[] known : new String[][] {{"a", "fold1"}, {"c", "fold2"}}) {
      double[] real = passages(longer, "passages/without-" + known[1], "real-" + known[0]);
      double[] forged = passages(longer, "passages/without-" + known[1], "fake-" + known[0]);
      assertThat(real).hasSize(12).doesNotContain(Double.NaN);
      double[] times = IntStream.range(0, 18).mapToDouble(i -> i).toArray();
      double[] spliced = new double[18];
      double[] whole = new double[18];
      for (int i = 0; i < 18; i++) {
        whole[i] = real[i % 12];
        spliced[i] = i >= 6 && i < 12 ? forged[i] : real[i % 12];
      }
      assertThat(PassageContrast.highest(times, spliced))
          .as("page %s", known[0])
          .isGreaterThan(PassageContrast.highest(times, whole) + 1);
    }
    run(longer, "untold", "copies.ofClip=0", "apart=[]");
    for (String weights : List.of("texture.moving", "texture.still", "texture.track")) {
      assertThat(values("untold/best", weights)).isEqualTo(values("passages/best", weights));
    }
    assertThat(Checkpoint.read(folder.resolve("untold/best")).weights().names())
        .noneMatch(name -> name.startsWith("texture.passage"));
  }

  /** What the frames of a clip are compared by. */
  private static double[] passages(Path clips, String model, String clip) {
    try (FaceStore store = FaceStore.open(clips);
        FaceAnalyzer analyzer =
            FaceAnalyzer.open(
                Checkpoint.read(folder.resolve(model)), new AnalyzerOptions(1, Precision.FP32))) {
      List<AlignedFace> faces =
          store.entries().stream()
              .filter(entry -> entry.record().equals(clip) && !entry.isNeighbour())
              .map(entry -> face(store, entry.key(), WorldsStore.MARGIN - SURROUND, true))
              .toList();
      var person = analyzer.person().orElseThrow();
      return analyzer.analyze(faces).stream().mapToDouble(person::passage).toArray();
    }
  }

  @Test
  void passagesAloneLeaveAllElseAsItIs() throws InterruptedException {
    Path longer = WorldsStore.write(folder.resolve("longer-alone"), 12, 0, clip -> true, true);
    run(longer, "without-passages", "maskShare=0.5", "apart=[]", "copies.ofClip=0");
    Checkpoint before = Checkpoint.read(folder.resolve("without-passages/best"));
    String model = "model=" + folder.resolve("without-passages/best");
    String[] alone = {model, "encoder=none", "passagesAlone=true", "passageAlarms=0.2", "apart=[]"};
    TextureTraining.Learnt learnt = run(longer, "with-passages", alone);
    assertThat(learnt.from())
        .contains("5 people of real clips, 2 of forged ones", "in 20.0 % of 5 real clips");
    Checkpoint after = Checkpoint.read(folder.resolve("with-passages/best"));
    for (String name : before.weights().names()) {
      assertThat(values("with-passages/best", name))
          .as(name)
          .isEqualTo(values("without-passages/best", name));
    }
    Texture is = after.card().networks().texture();
    assertThat(is.withPassages(Texture.Passages.NONE))
        .isEqualTo(before.card().networks().texture());
    assertThat(is.passages().areTold()).isTrue();
    assertThat(after.card().provenance().configuration()).containsKeys("texture", "passages");
    // By the way of the whole training they come to the same.
    run(longer, "both", "passageAlarms=0.2", "maskShare=0.5", "apart=[]", "copies.ofClip=0");
    assertThat(card("both/best").texture().passages()).isEqualTo(is.passages());
    assertThat(values("with-passages/best", "texture.passage"))
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(values("both/best", "texture.passage"));
    // Once more, with nothing to read.
    run(longer, "with-passages", alone);

    assertThatThrownBy(() -> run(longer, "refused", "passagesAlone=true", "apart=[]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("texture network");
    assertThatThrownBy(() -> run(longer, "refused", model, "passagesAlone=true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("above 0");
    assertThatThrownBy(
            () -> run(longer, "refused", model, "passagesAlone=true", "passageAlarms=0.2"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none can be apart");
    alone[3] = "splits=[fold2]";
    String[] few = Arrays.copyOf(alone, 6);
    few[5] = "passageAlarms=0.2";
    assertThatThrownBy(() -> run(longer, "refused", few))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("too few real clips");
  }

  private static double inPicture(int place, int cells, float from, float to) {
    return from + inFace(place, cells) * (to - from);
  }

  private static double inFace(int place, int cells) {
    return (place + 0.5) / cells * (1 + 2 * FaceOutlines.MARGIN) - FaceOutlines.MARGIN;
  }

  /** The nearest row at which it is known how wide the face is. */
  private static int rowOf(int place, int cells) {
    int row = (int) Math.floor(inFace(place, cells) * FaceOutlines.ROWS);
    return Math.max(0, Math.min(FaceOutlines.ROWS - 1, row));
  }

  private static float[] values(String checkpoint, String name) {
    return FaceTensors.floats(Checkpoint.read(folder.resolve(checkpoint)).weights().tensor(name));
  }

  private static NetworkConfiguration card(String checkpoint) {
    return Checkpoint.read(folder.resolve(checkpoint)).card().networks();
  }

  @Test
  void aFaceIsScoredByStatisticsTimesWeightsBesideTheClassifier() {
    Checkpoint checkpoint = Checkpoint.read(fitted.resolve("best"));
    AnalyzerOptions options = new AnalyzerOptions(1, Precision.FP32);
    try (FaceStore store = FaceStore.open(worlds);
        FaceAnalyzer plain = FaceAnalyzer.open(Checkpoint.read(base), options);
        FaceAnalyzer analyzer = FaceAnalyzer.open(checkpoint, options);
        DelocateNetworks networks = checkpoint.networks()) {
      Texture texture = checkpoint.card().networks().texture();
      for (String key : List.of("real-a_f000000", "fake-d_f000001")) {
        AlignedFace face = face(store, key, WorldsStore.MARGIN - SURROUND, true);
        AlignedFace still = face(store, key, WorldsStore.MARGIN - SURROUND, false);
        AlignedFace crop = face(store, key, WorldsStore.MARGIN, false);
        double classified = plain.analyze(List.of(crop)).get(0).logit();
        double moving = told(networks, checkpoint, face);
        double notMoving = told(networks, checkpoint, still);

        assertThat(analyzer.analyze(List.of(face)).get(0).logit())
            .isCloseTo(0.4 * classified + texture.moving().bias() + moving, withinRounding(moving));
        assertThat(analyzer.analyze(List.of(still)).get(0).logit())
            .isCloseTo(
                0.7 * classified + texture.still().bias() + notMoving, withinRounding(notMoving));
        assertThat(moving + texture.moving().bias())
            .isNotCloseTo(notMoving + texture.still().bias(), within(1e-3));
      }
    }
  }

  /** Of the sum of as many products as there are statistics, which the bias mostly takes back. */
  private static Offset<Double> withinRounding(double sum) {
    return within(2e-3 + 1e-5 * Math.abs(sum));
  }

  /** Gain times the sum of weights times statistics. */
  private static double told(DelocateNetworks networks, Checkpoint checkpoint, AlignedFace face) {
    TextureNetwork network = networks.texture().orElseThrow();
    Texture texture = checkpoint.card().networks().texture();
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode()) {
      Tensor images = FaceTensors.images(List.of(face.crop()));
      boolean moves = face.later().isPresent();
      float[] statistics =
          FaceTensors.floats(
              moves
                  ? network.statistics(images, FaceTensors.images(List.of(face.later().get())))
                  : network.statistics(images));
      String name = moves ? "texture.moving" : "texture.still";
      float[] weights = FaceTensors.floats(checkpoint.weights().tensor(name));
      float[] lowest = FaceTensors.floats(checkpoint.weights().tensor(name + "_lowest"));
      float[] highest = FaceTensors.floats(checkpoint.weights().tensor(name + "_highest"));
      assertThat(statistics).hasSameSizeAs(weights);
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += (double) weights[i] * Math.max(lowest[i], Math.min(highest[i], statistics[i]));
      }
      return sum * (moves ? texture.moving() : texture.still()).gain();
    }
  }

  /** The inner part of a stored face, with the moment after it. */
  private static AlignedFace face(FaceStore store, String key, int border, boolean moves) {
    StoredFace face = store.read(entry(store, key));
    Image later = store.read(entry(store, key + "n")).crop();
    AffineTransform toStored = new AffineTransform(1, 0, border, 0, 1, border);
    return new AlignedFace(
        inner(face.crop(), border),
        face.landmarks().transformed(toStored.inverse()),
        toStored,
        moves ? Optional.of(inner(later, border)) : Optional.empty());
  }

  private static Image inner(Image stored, int border) {
    int size = stored.width() - 2 * border;
    byte[] rgb = new byte[3 * size * size];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) stored.sample(border + i / 3 % size, border + i / 3 / size, i % 3);
    }
    return new Image(size, size, rgb);
  }

  private static FaceEntry entry(FaceStore store, String key) {
    return store.entries().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void withoutAReachStatisticsCountAsTheyAre() throws InterruptedException {
    run(worlds, "any-reach", "reach=0");
    Checkpoint any = Checkpoint.read(folder.resolve("any-reach/best"));
    assertThat(any.card().networks().texture().hasLimits()).isFalse();
    assertThat(any.weights().names()).noneMatch(name -> name.endsWith("_lowest"));
    assertThat(card("fitted/best").texture().hasLimits()).isTrue();
    any.networks().close();
  }

  @Test
  void theOtherNetworksStayWhatTheyWere() {
    Checkpoint before = Checkpoint.read(base);
    Checkpoint after = Checkpoint.read(fitted.resolve("best"));
    for (String name : before.weights().names()) {
      assertThat(FaceTensors.floats(after.weights().tensor(name)))
          .as(name)
          .isEqualTo(FaceTensors.floats(before.weights().tensor(name)));
    }
  }

  @Test
  void clipsWithoutTheMomentAfterThemAreRefused() {
    Path still = WorldsStore.write(folder.resolve("still"), 3, 0, clip -> true, false);
    assertThatThrownBy(() -> run(still, "without-moments"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("prepare --neighbours")
        .hasMessageContaining("fold1");
    assertThat(folder.resolve("without-moments")).doesNotExist();
  }

  @Test
  void clipsTooShortToTellHowAFaceWandersTellTheRest() throws InterruptedException {
    run(WorldsStore.write(folder.resolve("short"), 2, 0, clip -> true, true), "short-clips");
    Texture texture = card("short-clips/best").texture();
    assertThat(texture.track()).isEqualTo(new Texture.Scale(0, 0));
    assertThat(texture.moving().gain()).isPositive();
    for (float weight : values("short-clips/best", "texture.track")) {
      assertThat(weight).isZero();
    }
  }

  @Test
  void soAreClipsOfOneClass() {
    Path real = WorldsStore.write(folder.resolve("real"), 3, 0, clip -> !clip.isForged(), true);
    assertThatThrownBy(() -> run(real, "refused", "copies.ofClip=0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("real and forged");
  }

  @Test
  void soAreSplitsThatTheStoreLacksAndSurroundingsThatItDoesNotKeep() {
    assertThatThrownBy(() -> run(worlds, "refused", "splits=[fold3]", "apart=[]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fold3");
    assertThatThrownBy(() -> run(worlds, "refused", "surround=24"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("24 pixels around the crop")
        .hasMessageContaining("margin of 16");
    assertThatThrownBy(() -> configuration(worlds, "apart=[fold3]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fold3");
  }

  @Test
  void anEncoderThatLacksAFilterIsRefusedAndNamed() {
    Path file = folder.resolve("half.safetensors");
    SafetensorsWriter.write(
        file, Map.of("filter1.conv.bias", torch.zeros(32)), Safetensors.Type.F32, Map.of());
    assertThatThrownBy(() -> run(worlds, "refused", "encoder=" + file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("half.safetensors")
        .hasMessageContaining("missing");
  }
}
