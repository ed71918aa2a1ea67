package org.delocate.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.delocate.detection.words.ModelSummary;
import org.delocate.report.output.ReportOutput;
import org.delocate.report.overlay.MaskPictures;
import org.delocate.report.overlay.Overlay;
import org.delocate.report.page.HtmlReport;

/** What can be written of a scan. A new way is a new {@link ReportOutput} and a line here. */
public enum ReportFormat {
  /** One PNG per sampled frame. First, since the other files name these pictures. */
  MASKS("masks", context -> new MaskPictures(context.folder())),
  /** The contract for programs. */
  JSON("json", context -> new JsonReport(context.folder())),
  /** The page for a person. */
  HTML("html", context -> new HtmlReport(context.folder(), context.model())),
  /** The input with boxes, labels and heat maps. */
  OVERLAY("overlay", context -> new Overlay(context.source(), context.folder()));

  /** What an output may need. */
  record Context(Path source, Path folder, ModelSummary model) {}

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final Function<Context, ReportOutput> factory;

  ReportFormat(String key, Function<Context, ReportOutput> factory) {
    this.key = key;
    this.factory = factory;
  }

  /** The name on the command line, such as {@code json}. */
  public String key() {
    return key;
  }

  /**
   * Reads a list such as {@code json,html}.
   *
   * @throws IllegalArgumentException if a name is not known
   */
  public static Set<ReportFormat> parse(String names) {
    Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
    for (String name : names.split(",", -1)) {
      formats.add(
          Arrays.stream(values())
              .filter(format -> format.key.equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "report format '"
                              + name.strip()
                              + "' is none of "
                              + Arrays.stream(values())
                                  .map(ReportFormat::key)
                                  .collect(Collectors.joining(", ")))));
    }
    return formats;
  }

  ReportOutput open(Context context) {
    return factory.apply(context);
  }
}
