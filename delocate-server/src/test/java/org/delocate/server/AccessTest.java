package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.delocate.storage.Token;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, where tokens are needed. */
@Timeout(120)
final class AccessTest {
  @TempDir private static Path shared;
  private static Service service;
  private static Client nobody;
  private static Client uploader;
  private static Client labeller;
  private static Client admin;

  @BeforeAll
  static void start() throws Exception {
    service =
        Service.start(
            TestServices.withTokens(
                TestServices.settings(shared.resolve("data"), TestServices.model(shared))));
    nobody = new Client(service.port());
    uploader = nobody.with(service.tokens().create("ursula", Token.Role.UPLOAD).key());
    labeller = nobody.with(service.tokens().create("lars", Token.Role.LABEL).key());
    admin = nobody.with(service.tokens().create("ada", Token.Role.ADMIN).key());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void withoutATokenOnlyThePageAndHealthAreThere() throws Exception {
    for (Routes.Route route : service.routes()) {
      String path = route.path().replaceAll("\\{\\w+\\}", "01k8j7gj2h9kgvvahhc8lr73vv");
      boolean open =
          route
                  .path()
                  .matches(
                      "/(scans/\\{id\\}|\\w+\\.\\w+)?|/health|.*/(me|session|openapi\\.json|report\\.schema\\.json)")
              || route.method().equals("OPTIONS");
      HttpResponse<byte[]> response = nobody.method(route.method(), path, "{}");
      if (open) {
        assertThat(response.statusCode()).as(route.toString()).isNotEqualTo(403);
      } else {
        assertThat(response.statusCode()).as(route.toString()).isEqualTo(401);
      }
    }
    assertThat(nobody.with("delocate_wrong").get("/api/v1/scans").statusCode()).isEqualTo(401);
    assertThat(nobody.json("/api/v1/me").has("role")).isFalse();
  }

  @Test
  void rolesOpenWhatTheyShould() throws Exception {
    HttpResponse<byte[]> sent =
        uploader.upload("a.txt", "by ursula".getBytes(StandardCharsets.UTF_8));
    assertThat(sent.statusCode()).isEqualTo(201);
    String id = Client.json(sent).at("/items/0/id").asText();
    assertThat(Client.json(sent).at("/items/0/uploadedBy").asText()).isEqualTo("ursula");
    uploader.finished(id);
    String opinion = "/api/v1/scans/" + id + "/opinion";

    assertThat(uploader.method("PUT", opinion, "{\"label\":\"forged\"}").statusCode())
        .isEqualTo(403);
    assertThat(uploader.method("DELETE", "/api/v1/scans/" + id, null).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> said = labeller.method("PUT", opinion, "{\"label\":\"forged\"}");
    assertThat(Client.json(said).at("/opinion/by").asText()).isEqualTo("lars");
    assertThat(labeller.get("/api/v1/tokens").statusCode()).isEqualTo(403);
    assertThat(labeller.get("/api/v1/audit").statusCode()).isEqualTo(403);
    JsonNode audit = admin.json("/api/v1/audit").get("items");
    assertThat(audit.findValuesAsText("action")).contains("upload", "label");
    assertThat(audit.findValuesAsText("who")).contains("ursula", "lars");
  }

  @Test
  void tokensAreMadeAndTakenBack() throws Exception {
    HttpResponse<byte[]> made =
        admin.method("POST", "/api/v1/tokens", "{\"name\":\"desk\",\"role\":\"upload\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String key = Client.json(made).get("token").asText();
    assertThat(nobody.with(key).get("/api/v1/scans").statusCode()).isEqualTo(200);
    assertThat(new String(admin.get("/api/v1/tokens").body(), StandardCharsets.UTF_8))
        .contains("desk")
        .doesNotContain(key);
    String path = "/api/v1/tokens/" + Client.json(made).get("id").asText();

    assertThat(admin.method("DELETE", path, null).statusCode()).isEqualTo(204);

    assertThat(nobody.with(key).get("/api/v1/scans").statusCode()).isEqualTo(401);
    assertThat(admin.method("DELETE", path, null).statusCode()).isEqualTo(404);
    for (String wrong : List.of("{\"name\":\"\",\"role\":\"upload\"}", "{\"name\":\"x\"}")) {
      assertThat(admin.method("POST", "/api/v1/tokens", wrong).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void thePageKeepsATokenInACookieThatNoScriptAndNoOtherSiteCanUse() throws Exception {
    String key = service.tokens().create("browser", Token.Role.UPLOAD).key();
    HttpResponse<byte[]> signedIn =
        nobody.method("POST", "/api/v1/session", "{\"token\":\"" + key + "\"}");
    assertThat(signedIn.statusCode()).isEqualTo(204);
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
    String pair = cookie.substring(0, cookie.indexOf(';'));

    assertThat(
            nobody
                .send(nobody.request("/api/v1/scans").header("Cookie", pair).build())
                .statusCode())
        .isEqualTo(200);
    assertThat(
            nobody
                .send(
                    nobody
                        .request("/api/v1/scans?name=x")
                        .header("Cookie", pair)
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString("x"))
                        .build())
                .statusCode())
        .isEqualTo(403);
    assertThat(nobody.method("POST", "/api/v1/session", "{\"token\":\"x\"}").statusCode())
        .isEqualTo(401);
  }

  @Test
  void anUploadInPiecesIsItsOwnersOnly() throws Exception {
    HttpResponse<byte[]> begun =
        uploader.send(
            uploader
                .request("/api/v1/uploads")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "100")
                .POST(BodyPublishers.noBody())
                .build());
    String path = begun.headers().firstValue("Location").orElseThrow();

    assertThat(head(uploader, path)).isEqualTo(200);
    assertThat(head(labeller, path)).isEqualTo(404);
    assertThat(head(admin, path)).isEqualTo(200);
  }

  private static int head(Client client, String path) throws Exception {
    return client
        .send(
            client
                .request(path)
                .header("Tus-Resumable", "1.0.0")
                .method("HEAD", BodyPublishers.noBody())
                .build())
        .statusCode();
  }
}
