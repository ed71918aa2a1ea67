package org.delocate.dataset.listing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Comma-separated values as RFC 4180 has them: fields in quotes may hold commas, doubled quotes and
 * line ends. A byte order mark is skipped, and both kinds of line end are accepted.
 */
public final class Csv {

  private final BufferedReader reader;
  private long line;
  private boolean first = true;

  /**
   * @param reader stays the caller's to close
   */
  public Csv(BufferedReader reader) {
    this.reader = reader;
  }

  /** The number of the line that ends the row delivered last, from 1. */
  public long line() {
    return line;
  }

  /**
   * The next row that is not blank.
   *
   * @throws IOException if reading fails or a quote is never closed
   */
  public Optional<List<String>> next() throws IOException {
    String text = reader.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = reader.readLine();
      line++;
    }
    if (text == null) {
      return Optional.empty();
    }
    if (first && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    first = false;
    return Optional.of(parse(text));
  }

  private List<String> parse(String start) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    String text = start;
    boolean quoted = false;
    int at = 0;
    while (true) {
      if (at == text.length()) {
        if (!quoted) {
          fields.add(field.toString());
          return fields;
        }
        text = reader.readLine();
        line++;
        if (text == null) {
          throw new IOException("line " + line + ": a quote is opened and never closed");
        }
        field.append('\n');
        at = 0;
        continue;
      }
      char character = text.charAt(at++);
      if (quoted) {
        if (character != '"') {
          field.append(character);
        } else if (at < text.length() && text.charAt(at) == '"') {
          field.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (character == '"' && field.isEmpty()) {
        quoted = true;
      } else if (character == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
  }
}
