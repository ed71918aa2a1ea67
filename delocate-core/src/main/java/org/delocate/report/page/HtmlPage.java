package org.delocate.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.delocate.report.overlay.HeatMap;

/**
 * The frame that all pages share: one file that needs nothing else, no script, no network (its own
 * content policy forbids both), pictures inside, and one look.
 */
public final class HtmlPage {

  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action"
          + " 'none'";

  private HtmlPage() {}

  /** Begins a page: what is written next stands in its body. */
  public static Markup start(String title) {
    return start(title, "");
  }

  /**
   * Begins a page with more than reports need.
   *
   * @param moreStyle rules of a style sheet, after the common ones
   */
  public static Markup start(String title, String moreStyle) {
    Markup page = new Markup();
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.leaf("title", title + " · Delocate");
    page.style(style().replace("HEAT_SCALE", HeatMap.cssStops()) + moreStyle);
    page.close().open("body").open("main");
    return page;
  }

  /**
   * Ends a page that {@link #start} began.
   *
   * @return the text of the file
   * @throws IllegalStateException if an element was left open
   */
  public static String finish(Markup page) {
    page.close().close().close();
    return page.page();
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page's style sheet is missing from the jar", e);
    }
  }
}
