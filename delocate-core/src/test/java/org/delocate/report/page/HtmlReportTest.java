package org.delocate.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.delocate.detection.result.Report;
import org.delocate.report.MadeUpScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class HtmlReportTest {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:src|href|action|poster|data)=\"([^\"]*)\"|url\\(([^)]*)\\)|@import");

  @TempDir private Path folder;

  @Test
  void thePageNeedsNothingOutsideItself() throws Exception {
    String page = page(new MadeUpScan(i -> 0.9), "talk.mp4");

    var references = REFERENCE.matcher(page);
    int pictures = 0;
    while (references.find()) {
      assertThat(references.group(1))
          .as(references.group())
          .matches(
              reference ->
                  reference.startsWith("data:image/jpeg;base64,") || reference.startsWith("#"));
      pictures += references.group(1).startsWith("data:") ? 1 : 0;
    }
    // Six key frames of three pictures, and the whole frame.
    assertThat(pictures).isEqualTo(19);
    assertThat(page).doesNotContain("<script").doesNotContain("http://").doesNotContain("https://");
    assertThat(page).contains("default-src &#39;none&#39;");
  }

  @Test
  void aHostileFileNameStaysText() throws Exception {
    String name = "\"><img src=x onerror=alert(1)><script>'&\u202egpj.mp4";

    String page = page(new MadeUpScan(i -> 0.9), name);

    assertThat(page)
        .doesNotContain("<img src=x")
        .doesNotContain("<script")
        .doesNotContain("\u202e");
    assertThat(page)
        .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;&#39;&amp;");
  }

  @Test
  void everyElementIsClosed() throws Exception {
    String page = page(new MadeUpScan(i -> 0.2 + 0.03 * i), "talk.mp4");

    String xml =
        page.replace("<!DOCTYPE html>", "")
            .replaceAll("<(meta|img)([^>]*)>", "<$1$2/>")
            .replaceAll("(?s)<style>.*</style>", "");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(5);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(11);
  }

  @Test
  void partsSayWhatIsComparedAndWhatItIsWorth() throws Exception {
    assertThat(page(new MadeUpScan(i -> 0.9), "talk.mp4"))
        .contains(
            "How far each part is kept from",
            "nearer in 61\u00a0% of real faces",
            "nearer in 55\u00a0% of real faces",
            "nearer in 99\u00a0% of real faces",
            "This distance alone tells nothing.")
        .doesNotContain("recovered better");
  }

  @Test
  void theVerdictStandsInWordsWithItsThreshold() throws Exception {
    String forged = page(new MadeUpScan(i -> 0.97), "talk.mp4");
    assertThat(forged).contains("The face in this video is very probably forged.");
    assertThat(forged)
        .contains("97\u00a0%")
        .contains("threshold 50\u00a0%")
        .contains("adjusted on validation");
    assertThat(forged)
        .contains("10 of 10 scored faces reach the threshold by themselves")
        .contains("half of them lie at about 97\u00a0%.");

    String authentic = page(new MadeUpScan(i -> 0.02), "talk.mp4");
    assertThat(authentic).contains("No sign of forgery was found");
    assertThat(authentic).contains("0 of 10 scored faces");
  }

  @Test
  void theLineBreaksWhereTheFaceWasLookedForAndNotFound() throws Exception {
    // The made-up person is in every second sampled frame: ten runs of one face, and no line.
    String page = page(new MadeUpScan(i -> 0.9), "talk.mp4");

    assertThat(page).doesNotContain("<polyline");
    assertThat(page.split("class=\"seen\"", -1)).hasSize(11);
  }

  @Test
  void evidenceStandsInWordsWithWhatItIsWorth() throws Exception {
    MadeUpScan scan = new MadeUpScan(i -> i >= 8 && i <= 14 ? 0.95 : 0.1);

    String page = page(scan.graded("talk.mp4"), scan);

    assertThat(page)
        .contains(
            "There is moderate evidence that the face in this video is forged, from 0:04.0 to"
                + " 0:07.0.",
            "Of real clips that this model had not seen, 1 in 20 shows as much (1 in 13 at most",
            "The shaded time is forged: from 0:04.0 to 0:07.0.",
            "class=\"segment moderate\"",
            "forged 92\u00a0% · moderate evidence");
  }

  @Test
  void withoutAnAnswerTheNumberStandsNevertheless() throws Exception {
    MadeUpScan scan = new MadeUpScan(i -> 0.7);

    String page = page(scan.inconclusive("talk.mp4"), scan);

    assertThat(page)
        .contains(
            "No verdict: evidence of forgery in this video is weak.",
            "class=\"number\"",
            "estimated probability of forgery · weak evidence of forgery",
            "1 in 5 shows as much",
            "no verdict · forgery 70\u00a0% · weak evidence",
            "No verdict does not mean that the video is authentic.")
        .doesNotContain("class=\"segment");
  }

  @Test
  void aPassageThatPartsIsShownAndNotCalledForged() throws Exception {
    MadeUpScan scan = new MadeUpScan(i -> 0.7);

    String page = page(scan.parting("talk.mp4"), scan);

    assertThat(page)
        .contains(
            "No verdict: evidence of forgery in this video is weak.",
            "In the shaded time the face parts from the rest of its shot, as forged passages do:"
                + " from 0:04.0 to 0:07.0.",
            "Look at these seconds",
            "; to look at from 0:04.0 to 0:07.0",
            "class=\"segment weak\"")
        .doesNotContain("is forged: from");
  }

  @Test
  void anAbstentionIsExplainedAndIsNoAllClear() throws Exception {
    String page = page(MadeUpScan.abstained(), null);

    assertThat(page).contains("No verdict: no face was found in this video.");
    assertThat(page).contains("<code>no_face</code>");
    assertThat(page).contains("No verdict does not mean that the video is authentic.");
    assertThat(page).contains("of which 2 are damaged");
    assertThat(page).doesNotContain("class=\"number\"");
  }

  @Test
  void aFailureIsExplained() throws Exception {
    String page = page(MadeUpScan.failed(), null);

    assertThat(page).contains("No verdict: this file could not be examined.");
    assertThat(page).contains("its content is no video or picture");
    assertThat(page).contains("<code>not_media</code>");
  }

  private String page(MadeUpScan scan, String path) throws Exception {
    return page(scan.report(path), scan);
  }

  private String page(Report report, MadeUpScan scan) throws Exception {
    try (HtmlReport html = new HtmlReport(folder, MadeUpScan.model())) {
      if (scan != null) {
        scan.frames().forEach(html::frameScored);
      }
      html.write(report);
    }
    return Files.readString(folder.resolve(HtmlReport.FILE));
  }
}
