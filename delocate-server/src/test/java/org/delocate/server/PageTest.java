package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.delocate.storage.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at the page, in a real browser where there is one; and the page's words anywhere. */
@Timeout(240)
final class PageTest {
  private static final List<String> SCRIPTS =
      List.of(
          "app.js",
          "api.js",
          "list.js",
          "scan.js",
          "player.js",
          "timeline.js",
          "verdict.js",
          "words.js");

  @TempDir private Path folder;

  private static String resource(String name) throws IOException {
    try (InputStream in = Service.class.getResourceAsStream("page/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyWordIsThereInBothLanguages() throws IOException {
    JsonNode words = ApiDescription.resource("page/words.json");
    words
        .properties()
        .forEach(
            word -> {
              assertThat(word.getValue().path("en").asText()).as(word.getKey()).isNotBlank();
              assertThat(word.getValue().path("de").asText()).as(word.getKey()).isNotBlank();
              assertThat(places(word.getValue().path("de").asText()))
                  .as(word.getKey())
                  .isEqualTo(places(word.getValue().path("en").asText()));
            });
    List<String> missing = new ArrayList<>();
    Pattern used = Pattern.compile("word\\(\"([\\w.]+)\"|data-word=\"(\\w+)\"");
    for (String file : List.of("index.html", String.join(",", SCRIPTS))) {
      for (String name : file.split(",", -1)) {
        Matcher matcher = used.matcher(resource(name));
        while (matcher.find()) {
          String key = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
          if (!words.has(key)) {
            missing.add(name + ": " + key);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    for (String reason :
        List.of(
            "no_face",
            "other_streams",
            "faces_too_small",
            "faces_too_blurred",
            "too_few_faces",
            "inconclusive",
            "incomplete",
            "unreadable",
            "empty_file",
            "not_media",
            "no_video",
            "too_small",
            "too_large",
            "no_frames",
            "unsupported_codec",
            "worker_crashed",
            "timed_out")) {
      assertThat(words.has("reason." + reason)).as(reason).isTrue();
    }
  }

  private static List<String> places(String text) {
    return Pattern.compile("\\{\\w+\\}")
        .matcher(text)
        .results()
        .map(r -> r.group())
        .sorted()
        .toList();
  }

  @Test
  void aPersonUploadsLooksAndSaysWhatTheyThink() throws Exception {
    Optional<Browser> found = Browser.start();
    if (found.isEmpty()) {
      System.out.println("skipped: this machine has no Chromium to look at the page with");
      return;
    }
    try (Browser browser = found.get();
        Service service =
            Service.start(
                TestServices.settings(folder.resolve("data"), TestServices.model(folder)))) {
      String address = "http://127.0.0.1:" + service.port();
      browser.size(1200, 900);
      browser.open(address + "/");
      browser.waitFor("document.querySelector('#files')");
      assertAccessible(browser);
      browser.chooseFiles("#files", TestServices.FACE, TestServices.FORGED);
      browser.waitFor("document.querySelectorAll('.scan').length === 2");
      assertAccessible(browser);

      // By keyboard: the second link of the list, and Enter.
      browser.evaluate("document.querySelectorAll('.scan-link')[0].focus()");
      browser.press("Enter", 13);
      browser.waitFor("location.pathname.startsWith('/scans/') && document.querySelector('video')");
      browser.waitFor("document.querySelector('video').readyState >= 2");
      browser.waitFor("document.querySelector('canvas.mask.on')");
      assertAccessible(browser);
      assertMasksOnlyWhereTheyBelong(browser);
      // Whose weights they are: in the words of the page, and as the model's card says it.
      assertThat(browser.evaluate("document.body.textContent").asText())
          .contains("Terms of its training data", "trained on nothing");
      browser.evaluate("document.querySelector('svg.timeline').focus()");
      browser.press("ArrowRight", 39);
      browser.waitFor("document.querySelector('canvas.mask.on')");

      browser.evaluate("document.querySelector('input[value=unsure]').click()");
      browser.evaluate("document.querySelector('#note').value = 'the ear'");
      browser.evaluate("document.querySelector('form.opinion').requestSubmit()");
      browser.waitFor(
          "document.querySelector('form.opinion [role=status]').textContent.length > 3");
      String id = browser.evaluate("location.pathname").asText().substring("/scans/".length());
      JsonNode scan = new Client(service.port()).json("/api/v1/scans/" + id);
      assertThat(scan.at("/opinion/label").asText()).isEqualTo("unsure");
      assertThat(scan.at("/opinion/note").asText()).isEqualTo("the ear");

      browser.evaluate(
          "{const l = document.querySelector('#language'); l.value = 'de';"
              + " l.dispatchEvent(new Event('change'))}");
      browser.waitFor(
          "document.querySelector('h1')?.textContent.length > 0 && document.documentElement.lang === 'de'");
      browser.waitFor("document.body.textContent.includes('Was ein Mensch sagt')");
      assertNarrow(browser);
      browser.dark(true);
      assertAccessible(browser);
      browser.open(address + "/");
      browser.waitFor("document.querySelectorAll('.scan').length === 2");
      assertNarrow(browser);
      assertAccessible(browser);

      assertThat(browser.requests())
          .allMatch(
              url ->
                  url.startsWith(address) || url.startsWith("data:") || url.startsWith("about:"));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** At the width of a phone nothing sticks out to the side, of the page or of a card. */
  private static void assertNarrow(Browser browser) {
    browser.size(390, 800);
    assertThat(
            browser
                .evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .asInt())
        .isZero();
    JsonNode sticksOut =
        browser.evaluate(
            "[...document.querySelectorAll('.card *')].filter((e) => e.getBoundingClientRect().right"
                + " > e.closest('.card').getBoundingClientRect().right).map((e) => e.outerHTML)");
    assertThat(sticksOut).as(sticksOut.toPrettyString()).isEmpty();
  }

  /** Between the frames that were looked at, there is no mask. */
  private static void assertMasksOnlyWhereTheyBelong(Browser browser) {
    browser.evaluate(
        "{const v = document.querySelector('video'); v.currentTime = v.currentTime + 0.2}");
    browser.waitFor("!document.querySelector('canvas.mask.on')");
    browser.evaluate("document.querySelector('.controls button').click()");
    browser.waitFor("document.querySelector('canvas.mask.on')");
  }

  private static void assertAccessible(Browser browser) throws IOException {
    if (!browser.evaluate("!!window.axe").asBoolean()) {
      browser.evaluate(
          Files.readString(Path.of("target/npm/node_modules/axe-core/axe.min.js")) + "; 0");
    }
    JsonNode violations =
        browser.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
                + ".then((r) => r.violations.map((v) => v.id + ': '"
                + " + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join('; ')))");
    assertThat(violations).as(violations.toPrettyString()).isEmpty();
  }

  @Test
  void whoNeedsATokenIsAskedForIt() throws Exception {
    Optional<Browser> found = Browser.start();
    if (found.isEmpty()) {
      System.out.println("skipped: this machine has no Chromium to sign in with");
      return;
    }
    try (Browser browser = found.get();
        Service service =
            Service.start(
                TestServices.withTokens(
                    TestServices.settings(folder.resolve("data"), TestServices.model(folder))))) {
      String key = service.tokens().create("desk", Token.Role.UPLOAD).key();
      browser.size(390, 800);
      browser.open("http://127.0.0.1:" + service.port() + "/");
      browser.waitFor("document.querySelector('#token')");
      assertAccessible(browser);
      browser.evaluate("document.querySelector('#token').value = 'wrong'");
      browser.evaluate("document.querySelector('form').requestSubmit()");
      browser.waitFor("document.querySelector('[role=alert]')");
      browser.evaluate("document.querySelector('#token').value = " + "'" + key + "'");
      browser.evaluate("document.querySelector('form').requestSubmit()");
      browser.waitFor("document.querySelector('#files')");
      assertThat(browser.evaluate("document.cookie").asText()).isEmpty();
      assertThat(Files.exists(folder.resolve("data"))).isTrue();
    }
  }
}
