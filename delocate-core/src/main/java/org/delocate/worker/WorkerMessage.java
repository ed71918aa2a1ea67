package org.delocate.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/** What a worker process says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerMessage.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = WorkerMessage.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = WorkerMessage.Done.class, name = "done"),
  @JsonSubTypes.Type(value = WorkerMessage.Refused.class, name = "refused")
})
sealed interface WorkerMessage {

  /** The networks are loaded; tasks may come. */
  record Ready() implements WorkerMessage {}

  /**
   * A task goes on. A worker that is silent for long counts as hung.
   *
   * @param done frames so far
   * @param total frames that are expected; 0 if not known
   */
  record Progress(long done, long total) implements WorkerMessage {}

  /** A task ended as it should. */
  record Done(JsonNode result) implements WorkerMessage {}

  /**
   * A task, or the start, ended with an error that the process survived.
   *
   * @param code lower-case words, for programs
   */
  record Refused(String code, String message) implements WorkerMessage {}
}
