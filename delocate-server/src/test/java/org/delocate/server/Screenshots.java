package org.delocate.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures of a running service's pages, in two widths, for a person to look at:
 *
 * <pre>
 * java -cp … org.delocate.server.Screenshots http://127.0.0.1:8080 FOLDER [PATH…]
 * </pre>
 */
final class Screenshots {
  private Screenshots() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<String> paths =
        arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : List.of("/");
    try (Browser browser = Browser.start().orElseThrow()) {
      for (String path : paths) {
        String name = path.equals("/") ? "list" : path.replaceAll("\\W", "");
        for (int width : new int[] {1200, 390}) {
          browser.size(width, 900);
          browser.dark(false);
          browser.open(arguments[0] + path);
          browser.waitFor(
              "document.querySelector('main').children.length > 1"
                  + " && document.querySelector('h1, h2')");
          settle(browser);
          browser.screenshot(folder.resolve(name + "-" + width + ".png"));
        }
        browser.dark(true);
        browser.size(1200, 900);
        settle(browser);
        browser.screenshot(folder.resolve(name + "-dark.png"));
        browser.dark(false);
        browser.print(folder.resolve(name + ".pdf"));
      }
      browser.complaints().forEach(System.err::println);
    }
  }

  /** Lets pictures and the video arrive. */
  private static void settle(Browser browser) {
    browser.evaluate("new Promise((done) => setTimeout(done, 2500))");
  }
}
