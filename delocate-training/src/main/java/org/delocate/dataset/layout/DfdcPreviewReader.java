package org.delocate.dataset.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.listing.DatasetFiles;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.ListingBuilder;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;

/**
 * The preview of DFDC (Dolhansky et al., 2019), with labels and splits from {@code dataset.json}.
 */
public final class DfdcPreviewReader implements DatasetReader {

  private static final String LIST = "dataset.json";

  @Override
  public String layout() {
    return "dfdc-preview";
  }

  @Override
  public String description() {
    return "DFDC preview: original_videos, method_A, method_B and " + LIST;
  }

  @Override
  public boolean recognises(Path root) {
    return DatasetFiles.file(root, LIST).isPresent()
        && (DatasetFiles.folder(root, "original_videos").isPresent()
            || DatasetFiles.folder(root, "method_A").isPresent()
            || DatasetFiles.folder(root, "method_B").isPresent());
  }

  @Override
  public DatasetListing read(Path root) {
    ListingBuilder listing = new ListingBuilder(layout(), root);
    Optional<Path> list = DatasetFiles.file(root, LIST);
    if (list.isEmpty()) {
      throw new DatasetException(
          DatasetException.Reason.WRONG_LAYOUT, root + " lacks " + LIST + ", which has the labels");
    }
    List<Map.Entry<String, JsonNode>> entries =
        new ArrayList<>(DatasetFiles.json(list.get()).properties());
    entries.sort(Map.Entry.comparingByKey());
    for (Map.Entry<String, JsonNode> entry : entries) {
      read(listing, entry.getKey(), entry.getValue());
    }
    return listing.listing();
  }

  private static void read(ListingBuilder listing, String name, JsonNode entry) {
    Optional<Path> video = DatasetFiles.existing(listing.root(), name);
    if (video.isEmpty()) {
      listing.problem(DatasetProblem.Kind.MISSING_FILE, name, "named in " + LIST);
      return;
    }
    Label label;
    try {
      label = Label.of(entry.path("label").asText());
    } catch (IllegalArgumentException e) {
      listing.problem(DatasetProblem.Kind.UNKNOWN_LABEL, name, e.getMessage());
      return;
    }
    String folder = name.substring(0, Math.max(0, name.indexOf('/')));
    if ((label == Label.REAL) != folder.equalsIgnoreCase("original_videos")) {
      listing.problem(
          DatasetProblem.Kind.CONTRADICTION,
          name,
          LIST + " says " + label.key() + ", its folder says otherwise; left out");
      return;
    }
    String set = entry.path("set").asText("").toLowerCase(Locale.ROOT);
    List<String> people = new ArrayList<>();
    for (String key : List.of("target_id", "swapped_id")) {
      String person = entry.path(key).asText("");
      if (!person.isEmpty() && !person.equals("null")) {
        people.add(person);
      }
    }
    listing.add(
        listing
            .record(video.get())
            .labelled(label, folder)
            .split(set.isEmpty() ? FaceRecord.UNSPLIT : set.startsWith("val") ? "val" : set)
            .identities(people)
            .source("dfdc-preview"));
  }
}
