package org.delocate.dataset.layout;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.mask.FaceShape;
import org.delocate.dataset.record.Label;
import org.delocate.face.geometry.Box;

/**
 * OpenForensics (Le et al., ICCV 2021): pictures of several people, each face annotated real or
 * fake in MS-COCO JSON. One record a face.
 */
public final class OpenForensicsReader implements DatasetReader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public String layout() {
    return "openforensics";
  }

  @Override
  public String description() {
    return "OpenForensics: pictures, and COCO annotations such as Train_poly.json";
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.files(root).stream().anyMatch(OpenForensicsReader::isAnnotation);
  }

  private static boolean isAnnotation(Path file) {
    return DatasetFiles.name(file)
        .toLowerCase(Locale.ROOT)
        .matches("(train|val|test)[a-z-]*_(poly|rle)\\.json");
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    for (Path file : DatasetFiles.files(root)) {
      if (isAnnotation(file)) {
        read(listing, file);
      }
    }
    return listing.listing();
  }

  /** Annotations may stand before the pictures and categories that they name. */
  private record Annotation(long id, long image, long category, FaceShape shape) {}

  private static void read(ListingBuilder listing, Path file) {
    String name = DatasetFiles.name(file).toLowerCase(Locale.ROOT);
    String split = name.startsWith("train") ? "train" : name.startsWith("val") ? "val" : "test";
    Map<Long, JsonNode> images = new HashMap<>();
    Map<Long, String> categories = new HashMap<>();
    List<Annotation> annotations = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(file.toFile())) {
      // One object at a time: the file is too large to be held as a tree.
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && parser.currentName() != null) {
          String key = parser.currentName();
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode node = parser.readValueAsTree();
            switch (key) {
              case "images" -> images.put(node.path("id").asLong(), node);
              case "categories" ->
                  categories.put(node.path("id").asLong(), node.path("name").asText());
              case "annotations" -> annotation(listing, file, node).ifPresent(annotations::add);
              default -> {
                // Licences and the like.
              }
            }
          }
        }
      }
    } catch (IOException e) {
      throw DatasetFiles.unreadable(file, e);
    }
    for (Annotation annotation : annotations) {
      add(listing, file, split, annotation, images, categories);
    }
  }

  private static Optional<Annotation> annotation(ListingBuilder listing, Path file, JsonNode node) {
    try {
      JsonNode box = node.path("bbox");
      JsonNode image = node.path("segmentation").path("size");
      List<float[]> polygons = new ArrayList<>();
      Optional<FaceShape.Runs> runs = Optional.empty();
      JsonNode outline = node.path("segmentation");
      if (outline.isArray()) {
        outline.forEach(polygon -> polygons.add(numbers(polygon)));
      } else if (outline.path("counts").isTextual()) {
        runs =
            Optional.of(
                FaceShape.Runs.ofText(
                    image.path(1).asInt(), image.path(0).asInt(), outline.get("counts").asText()));
      } else if (outline.path("counts").isArray()) {
        int[] lengths = new int[outline.get("counts").size()];
        for (int i = 0; i < lengths.length; i++) {
          lengths[i] = outline.get("counts").get(i).asInt();
        }
        runs =
            Optional.of(new FaceShape.Runs(image.path(1).asInt(), image.path(0).asInt(), lengths));
      }
      return Optional.of(
          new Annotation(
              node.path("id").asLong(),
              node.path("image_id").asLong(),
              node.path("category_id").asLong(-1),
              new FaceShape(
                  new Box(
                      box.path(0).asDouble(),
                      box.path(1).asDouble(),
                      box.path(2).asDouble(),
                      box.path(3).asDouble()),
                  polygons,
                  runs)));
    } catch (IllegalArgumentException e) {
      listing.problem(
          DatasetProblem.Kind.BAD_VALUE,
          listing.below(file) + ", annotation " + node.path("id").asText(),
          e.getMessage() + "; left out");
      return Optional.empty();
    }
  }

  private static float[] numbers(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) array.get(i).asDouble();
    }
    return numbers;
  }

  private static void add(
      ListingBuilder listing,
      Path file,
      String split,
      Annotation annotation,
      Map<Long, JsonNode> images,
      Map<Long, String> categories) {
    String where = listing.below(file) + ", annotation " + annotation.id();
    JsonNode image = images.get(annotation.image());
    if (image == null) {
      listing.problem(
          DatasetProblem.Kind.BAD_VALUE, where, "there is no picture " + annotation.image());
      return;
    }
    String name = image.path("file_name").asText();
    Optional<Path> picture = find(listing.root(), name);
    if (picture.isEmpty()) {
      listing.problem(DatasetProblem.Kind.MISSING_FILE, where, "there is no picture " + name);
      return;
    }
    Label label;
    try {
      label = Label.of(categories.getOrDefault(annotation.category(), ""));
    } catch (IllegalArgumentException e) {
      listing.problem(DatasetProblem.Kind.UNKNOWN_LABEL, where, e.getMessage() + "; left out");
      return;
    }
    listing.add(
        listing
            .record(picture.get())
            .id(listing.below(picture.get()) + "#" + annotation.id())
            .labelled(label, "openforensics")
            .split(split)
            .face(annotation.shape()));
  }

  /** Copies keep the pictures at the root, in {@code Images}, or only by their last name. */
  private static Optional<Path> find(Path root, String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    List<String> candidates =
        List.of(name, "Images/" + name, "images/" + name, "Images/" + last, "images/" + last);
    return candidates.stream()
        .flatMap(candidate -> DatasetFiles.existing(root, candidate).stream())
        .findFirst();
  }
}
