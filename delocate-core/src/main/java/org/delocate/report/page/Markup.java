package org.delocate.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes HTML and SVG. All text and all attribute values are escaped here and nowhere else, so that
 * a hostile file name stays text.
 */
public final class Markup {

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> openTags = new ArrayDeque<>();

  /**
   * Opens an element; {@link #close()} ends it.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String tag, String... attributes) {
    start(tag, attributes);
    openTags.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() {
    out.append("</").append(openTags.pop()).append(">\n");
    return this;
  }

  /** An element around a text; after code the sentence goes on without a space. */
  public Markup leaf(String tag, String text, String... attributes) {
    start(tag, attributes);
    escape(text);
    out.append("</").append(tag).append(tag.equals("code") ? ">" : ">\n");
    return this;
  }

  /** An element of HTML that holds nothing and has no end tag. */
  public Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  /** An element of SVG that holds nothing. */
  public Markup shape(String tag, String... attributes) {
    start(tag, attributes);
    out.insert(out.length() - 1, '/');
    return this;
  }

  /** Text between the tags. */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** A style sheet of our own: the only content that is not escaped. */
  Markup style(String css) {
    if (css.contains("</")) {
      throw new IllegalArgumentException("a style sheet must not end its own element");
    }
    out.append("<style>").append(css).append("</style>\n");
    return this;
  }

  /** A coordinate of SVG: as short as precision to a tenth allows. */
  public static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The finished page. */
  String page() {
    if (!openTags.isEmpty()) {
      throw new IllegalStateException("still open: " + openTags);
    }
    return "<!DOCTYPE html>\n" + out;
  }

  private void start(String tag, String[] attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without a value in <" + tag + ">");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isSafe(point) ? point : 0xFFFD);
              }
            });
  }

  /** Control characters, half surrogates, and those that turn the direction of text around. */
  private static boolean isSafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.SURROGATE, Character.UNASSIGNED -> false;
      case Character.FORMAT -> point == 0x200D || point == 0x00AD;
      default -> true;
    };
  }
}
