package org.delocate.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.delocate.storage.StoredScan;
import org.delocate.storage.Vault;

/**
 * What a file's content credentials (C2PA) say: who signed it, when, and what was done to it. They
 * are read by the reference implementation in a process of Node's, which is ended when a file takes
 * too long and started anew for the next. Where there is no Node, nothing is checked.
 */
public final class CredentialsReader implements Dispatcher.Examination, AutoCloseable {

  private static final Logger LOG = System.getLogger(CredentialsReader.class.getName());
  private static final List<String> FILES = List.of("credentials.mjs", "c2pa.js", "c2pa_bg.wasm");
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "SystemRoot");
  private static final String NOT_CHECKED = "{\"state\":\"not_checked\",\"reason\":\"%s\"}";

  private final Vault vault;
  private final Path folder;
  private final Duration patience;
  private Process process;
  private LinkedBlockingQueue<Optional<String>> answers;
  private boolean noNode;

  /**
   * A reader.
   *
   * @param folder for its program
   * @param patience for one file
   */
  public CredentialsReader(Vault vault, Path folder, Duration patience) {
    this.vault = vault;
    this.folder = folder;
    this.patience = patience;
  }

  @Override
  public Optional<String> examine(StoredScan scan) throws InterruptedException {
    return Optional.of(read(vault.upload(scan.upload().sha256())));
  }

  /**
   * Reads the credentials of a file.
   *
   * @return JSON with {@code state}: {@code valid}, {@code invalid}, {@code absent} or {@code
   *     not_checked}
   */
  synchronized String read(Path file) throws InterruptedException {
    if (noNode) {
      return NOT_CHECKED.formatted("no_node");
    }
    try {
      if (process == null || !process.isAlive()) {
        start();
      }
      process
          .getOutputStream()
          .write(
              ("{\"path\":\"" + file.toAbsolutePath().toString().replace("\\", "\\\\") + "\"}\n")
                  .getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      Optional<String> answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer != null && answer.isPresent()) {
        return answer.get();
      }
      stop();
      return NOT_CHECKED.formatted(answer == null ? "timed_out" : "worker_crashed");
    } catch (IOException e) {
      LOG.log(Level.INFO, "content credentials are not checked: {0}", e.getMessage());
      stop();
      return NOT_CHECKED.formatted(noNode ? "no_node" : "worker_crashed");
    } catch (InterruptedException e) {
      stop();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream in = CredentialsReader.class.getResourceAsStream("credentials/" + file)) {
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            "node",
            "--max-old-space-size=512",
            folder.resolve("credentials.mjs").toAbsolutePath().toString());
    builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name));
    builder.directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      process = builder.start();
    } catch (IOException e) {
      noNode = true;
      throw e;
    }
    answers = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Optional<String>> inbox = answers;
    InputStream out = process.getInputStream();
    Thread reader = new Thread(() -> listen(out, inbox), "credentials");
    reader.setDaemon(true);
    reader.start();
    Optional<String> ready = answers.poll(60, TimeUnit.SECONDS);
    if (ready == null || ready.isEmpty()) {
      throw new IOException("the reader of content credentials did not start");
    }
  }

  private static void listen(InputStream out, LinkedBlockingQueue<Optional<String>> inbox) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) {
          inbox.add(Optional.of(line));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // It ended.
    }
    inbox.add(Optional.empty());
  }

  private void stop() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }

  @Override
  public synchronized void close() {
    stop();
  }
}
