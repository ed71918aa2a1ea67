package org.delocate.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the repository, as far as its links go.
 *
 * @param file below the root of the repository
 * @param prose its lines outside of code, with the numbers that they have in the file
 */
record MarkdownFile(Path file, List<Line> prose) {

  record Line(int number, String text) {}

  /**
   * A link.
   *
   * @param line where it stands
   * @param target as it is written
   */
  record Link(int line, String target) {}

  /** The root of the repository: tests run in the folder of their module. */
  static final Path ROOT = Path.of("..");

  private static final Pattern FENCE = Pattern.compile("^ {0,3}(```+|~~~+).*");
  private static final Pattern CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
  private static final Pattern INLINE =
      Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
  private static final Pattern REFERENCE =
      Pattern.compile("^ {0,3}\\[[^]]+\\]:\\s+<?(\\S+?)>?\\s*$");
  private static final Pattern MARKUP = Pattern.compile("\\b(?:href|src)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}\\s+(.*?)\\s*#*\\s*$");
  private static final Pattern NAMED = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");

  /** Folders of the build, and of tools: nothing in them is a document of ours. */
  private static final Set<String> LEFT_OUT = Set.of("target", "node_modules", ".git");

  /** All documents of the repository. */
  static List<MarkdownFile> all() throws IOException {
    List<MarkdownFile> documents = new ArrayList<>();
    collect(ROOT, documents);
    return documents;
  }

  private static void collect(Path folder, List<MarkdownFile> documents) throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(folder)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry) && !LEFT_OUT.contains(name)) {
        collect(entry, documents);
      } else if (name.endsWith(".md") && Files.isRegularFile(entry)) {
        documents.add(read(entry));
      }
    }
  }

  static MarkdownFile read(Path file) throws IOException {
    return of(file, Files.readAllLines(file));
  }

  static MarkdownFile of(Path file, List<String> lines) {
    List<Line> prose = new ArrayList<>();
    String fence = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = FENCE.matcher(lines.get(i));
      if (matcher.matches()) {
        String mark = matcher.group(1);
        if (fence.isEmpty()) {
          fence = mark;
        } else if (mark.startsWith(fence)) {
          fence = "";
        }
      } else if (fence.isEmpty() && !lines.get(i).startsWith("    ")) {
        prose.add(new Line(i + 1, lines.get(i)));
      }
    }
    return new MarkdownFile(file, prose);
  }

  /** Links to other files of the repository and to places in this one. */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (Line line : prose) {
      String text = CODE.matcher(line.text()).replaceAll("``");
      for (Pattern pattern : List.of(INLINE, REFERENCE, MARKUP)) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
          if (!matcher.group(1).matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
            links.add(new Link(line.number(), matcher.group(1)));
          }
        }
      }
    }
    return links;
  }

  /** The names by which links reach its headings, as GitHub makes them, and its named places. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Line line : prose) {
      Matcher heading = HEADING.matcher(line.text());
      if (heading.matches()) {
        String name = anchorOf(heading.group(1));
        int before = seen.merge(name, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? name : name + "-" + before);
      }
      Matcher named = NAMED.matcher(line.text());
      while (named.find()) {
        anchors.add(named.group(1));
      }
    }
    return anchors;
  }

  private static String anchorOf(String heading) {
    return heading
        .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("[`*]", "")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
        .replace(' ', '-');
  }
}
