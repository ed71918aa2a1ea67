package org.delocate.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;

/** Takes routes in, and remembers them so that the description of the API can be held to them. */
final class Routes {

  /**
   * A route.
   *
   * @param method of HTTP
   * @param path with names in braces
   */
  record Route(String method, String path) {}

  private final RoutesConfig config;
  private final List<Route> all = new ArrayList<>();

  Routes(RoutesConfig config) {
    this.config = config;
  }

  void add(HandlerType method, String path, Allowed allowed, Handler handler) {
    config.addHttpHandler(method, path, handler, allowed);
    all.add(new Route(method.name(), path));
  }

  void get(String path, Allowed allowed, Handler handler) {
    add(HandlerType.GET, path, allowed, handler);
  }

  void post(String path, Allowed allowed, Handler handler) {
    add(HandlerType.POST, path, allowed, handler);
  }

  void put(String path, Allowed allowed, Handler handler) {
    add(HandlerType.PUT, path, allowed, handler);
  }

  void delete(String path, Allowed allowed, Handler handler) {
    add(HandlerType.DELETE, path, allowed, handler);
  }

  List<Route> all() {
    return List.copyOf(all);
  }
}
