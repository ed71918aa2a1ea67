package org.delocate.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.delocate.worker.ScratchFolders;

/**
 * A page in headless Chromium, driven through its developer tools: what a person sees and does,
 * what the page asks the network for, and what it complains of.
 */
final class Browser implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PATIENCE_MILLIS = 60_000;

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final WebSocket socket;

  private Browser(String program, Path profile) throws IOException {
    this.profile = profile;
    List<String> command =
        List.of(
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path portFile = profile.resolve("DevToolsActivePort");
    await(() -> Files.exists(portFile) && Files.readAllLines(portFile).size() > 1, "a browser");
    String port = Files.readAllLines(portFile).get(0);
    socket = connect("http://127.0.0.1:" + port);
    ask("Page.enable");
    ask("Runtime.enable");
    ask("Log.enable");
    ask("Network.enable");
  }

  /** A browser, if this machine has one. */
  static Optional<Browser> start() throws IOException {
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(
              new Browser(program.toString(), Files.createTempDirectory("browser-")));
        }
      }
    }
    return Optional.empty();
  }

  private WebSocket connect(String address) {
    JsonNode[] page = new JsonNode[1];
    await(
        () -> {
          HttpResponse<String> targets =
              client.send(
                  HttpRequest.newBuilder(URI.create(address + "/json")).build(),
                  HttpResponse.BodyHandlers.ofString());
          for (JsonNode target : MAPPER.readTree(targets.body())) {
            if (target.path("type").asText().equals("page")) {
              page[0] = target;
            }
          }
          return page[0] != null;
        },
        "a page");
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create(page[0].get("webSocketDebuggerUrl").asText()), new Listener())
        .join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          heard(MAPPER.readTree(text.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void heard(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> waiting = answers.remove(message.get("id").asInt());
      if (waiting != null) {
        waiting.complete(message);
      }
      return;
    }
    JsonNode what = message.path("params");
    switch (message.path("method").asText()) {
      case "Network.requestWillBeSent" -> requests.add(what.at("/request/url").asText());
      case "Runtime.exceptionThrown" ->
          complaints.add(what.at("/exceptionDetails/exception/description").asText());
      case "Log.entryAdded" -> {
        if (what.at("/entry/level").asText().equals("error")) {
          complaints.add(what.at("/entry/text").asText() + " " + what.at("/entry/url").asText());
        }
      }
      default -> {
        // Of no interest.
      }
    }
  }

  JsonNode ask(String method, Object... parameters) {
    ObjectNode message = MAPPER.createObjectNode();
    int id = number.incrementAndGet();
    message.put("id", id).put("method", method);
    ObjectNode values = message.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      values.set((String) parameters[i], MAPPER.<JsonNode>valueToTree(parameters[i + 1]));
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    try {
      JsonNode heard = answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (heard.has("error")) {
        throw new IllegalStateException(method + ": " + heard.get("error"));
      }
      return heard.path("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " was not answered", e);
    }
  }

  void size(int width, int height) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        width < 600);
  }

  void dark(boolean dark) {
    ask(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(
            Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
            Map.of("name", "prefers-reduced-motion", "value", "reduce")));
  }

  void open(String url) {
    ask("Page.navigate", "url", url);
    waitFor("document.readyState === 'complete'");
  }

  /** The value of an expression in the page; promises are waited for. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(
          expression + ": " + result.at("/exceptionDetails/exception/description").asText());
    }
    return result.at("/result/value");
  }

  void waitFor(String condition) {
    try {
      await(() -> evaluate("!!(" + condition + ")").asBoolean(), condition);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          e.getMessage()
              + "; the page says: "
              + evaluate("document.body.innerText").asText()
              + "; it complains of: "
              + complaints(),
          e);
    }
  }

  /** Chooses a file as a person does in a file dialog. */
  void chooseFiles(String selector, Path... files) {
    JsonNode root = ask("DOM.getDocument").path("root");
    JsonNode input =
        ask("DOM.querySelector", "nodeId", root.get("nodeId").asInt(), "selector", selector);
    ask(
        "DOM.setFileInputFiles",
        "nodeId",
        input.get("nodeId").asInt(),
        "files",
        java.util.Arrays.stream(files)
            .map(file -> file.toAbsolutePath().normalize().toString())
            .toList());
  }

  /** Presses a key as a person does. */
  void press(String key, int code) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      ask(
          "Input.dispatchKeyEvent",
          "type",
          type,
          "key",
          key,
          "code",
          key,
          "windowsVirtualKeyCode",
          code);
    }
    if (key.equals("Enter")) {
      ask("Input.dispatchKeyEvent", "type", "char", "key", key, "text", "\r");
    }
  }

  void screenshot(Path file) throws IOException {
    JsonNode size = ask("Page.getLayoutMetrics").path("cssContentSize");
    JsonNode picture =
        ask(
            "Page.captureScreenshot",
            "format",
            "png",
            "captureBeyondViewport",
            true,
            "clip",
            Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get("width").asInt(),
                "height",
                size.get("height").asInt(),
                "scale",
                1));
    Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
  }

  /** The page as it is printed. */
  void print(Path file) throws IOException {
    Files.write(
        file,
        Base64.getDecoder()
            .decode(ask("Page.printToPDF", "printBackground", true).get("data").asText()));
  }

  /** Addresses that the page asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Errors of scripts, refused content, failed requests. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Something that becomes true. */
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(Condition condition, String what) {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < end) {
      try {
        if (condition.holds()) {
          return;
        }
        Thread.sleep(50);
      } catch (IOException e) {
        // Not yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("waited in vain for " + what);
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      ScratchFolders.delete(profile);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException stillWritten) {
      // A folder for temporary files; the system removes it.
    }
  }
}
