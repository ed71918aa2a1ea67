package org.delocate.report;

import java.util.List;

/**
 * What the page says of the model: the parts of its card that a reader of a report needs.
 *
 * @param name of the checkpoint
 * @param description what it is, in a sentence or two
 * @param facts what it was trained on, what was measured and on which data, its licence
 * @param limits what it cannot do
 */
public record ModelSummary(String name, String description, List<Fact> facts, List<String> limits) {

  /** One line of the card. */
  public record Fact(String name, String value) {}

  public ModelSummary {
    facts = List.copyOf(facts);
    limits = List.copyOf(limits);
  }
}
