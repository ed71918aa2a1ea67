package org.delocate.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Messages over a pipe, one JSON object a line. Native libraries may write to standard output as
 * well; so each message starts on a line of its own and with a mark, and other lines are skipped.
 */
final class WorkerChannel {

  private static final String MARK = "@delocate ";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BufferedReader in;
  private final OutputStream out;

  WorkerChannel(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Sends a message. */
  synchronized void send(Object message) throws IOException {
    byte[] line =
        ("\n" + MARK + MAPPER.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line);
    out.flush();
  }

  /**
   * Waits for the next message.
   *
   * @return empty when the other side is gone
   */
  <T> Optional<T> receive(Class<T> type) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(MARK)) {
        try {
          return Optional.of(MAPPER.readValue(line.substring(MARK.length()), type));
        } catch (JsonProcessingException notOurs) {
          // Half a line of a process that died while it wrote: no message.
        }
      }
    }
    return Optional.empty();
  }

  static ObjectMapper mapper() {
    return MAPPER;
  }
}
