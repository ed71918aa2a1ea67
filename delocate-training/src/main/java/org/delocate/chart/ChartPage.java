package org.delocate.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.Markup;

/** What the pages of evaluations and experiments have in common, on top of {@link HtmlPage}. */
public final class ChartPage {

  private static final int JPEG_QUALITY = 85;

  private ChartPage() {}

  /** Begins a page with its heading: what is written next stands in its body. */
  public static Markup start(String title, String subtitle) {
    Markup page = HtmlPage.start(title, style());
    page.open("header").leaf("span", "Delocate", "class", "brand");
    page.leaf("span", subtitle, "class", "quiet").close();
    page.leaf("h1", title);
    return page;
  }

  /** Charts side by side. */
  public static void charts(Markup page, List<Chart> charts) {
    page.open("div", "class", "card charts");
    charts.forEach(chart -> chart.draw(page));
    page.close();
  }

  /** Names and values, such as a protocol. */
  public static void facts(Markup page, String title, Map<String, String> facts) {
    page.open("section", "class", "card facts").leaf("h2", title).open("dl");
    facts.forEach((name, value) -> page.leaf("dt", name).open("dd").leaf("bdi", value).close());
    page.close().close();
  }

  /** A table that scrolls where it is too wide. */
  public static void table(
      Markup page, String name, List<String> columns, List<List<String>> rows) {
    page.open("div", "class", "scroll card", "tabindex", "0", "role", "group", "aria-label", name);
    page.open("table", "class", "people").open("thead").open("tr");
    columns.forEach(column -> page.leaf("th", column, "scope", "col"));
    page.close().close().open("tbody");
    for (List<String> row : rows) {
      page.open("tr");
      row.forEach(cell -> page.leaf("td", cell));
      page.close();
    }
    page.close().close().close();
  }

  /** A picture inside the page. */
  public static void picture(Markup page, Image picture, String said) {
    String data = Base64.getEncoder().encodeToString(ImageFiles.encodeJpeg(picture, JPEG_QUALITY));
    page.empty("img", "alt", said, "src", "data:image/jpeg;base64," + data);
  }

  private static String style() {
    try (InputStream css = ChartPage.class.getResourceAsStream("chart.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the charts' style sheet is missing from the jar", e);
    }
  }
}
