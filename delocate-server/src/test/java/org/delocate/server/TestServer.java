package org.delocate.server;

import java.nio.file.Path;

/** A service in a process of its own, which can be killed: data folder, model. */
final class TestServer {
  private TestServer() {}

  public static void main(String[] arguments) throws InterruptedException {
    Service service =
        Service.start(TestServices.settings(Path.of(arguments[0]), Path.of(arguments[1])));
    System.out.println("port " + service.port());
    Thread.currentThread().join();
  }
}
