package org.delocate.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.storage.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that the test signs itself, whole and damaged, and files that nobody signed. */
@Timeout(180)
final class CredentialsReaderTest {
  private static final Path SAMPLES = Path.of("../samples").toAbsolutePath().normalize();
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static Vault vault;
  private static CredentialsReader reader;

  @BeforeAll
  static void makeSigner() throws Exception {
    vault = Vault.open(folder.resolve("data"));
    reader = new CredentialsReader(vault, folder.resolve("reader"), Duration.ofMinutes(1));
    keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=Test CA,O=Delocate tests",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-ext",
        "bc:c=ca:true",
        "-ext",
        "ku:c=keyCertSign",
        "-validity",
        "3650");
    keytool(
        "-genkeypair",
        "-alias",
        "leaf",
        "-dname",
        "CN=Test signer,O=Delocate tests",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "3650");
    keytool("-certreq", "-alias", "leaf", "-file", folder.resolve("request").toString());
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        folder.resolve("request").toString(),
        "-outfile",
        folder.resolve("certificate").toString(),
        "-ext",
        "ku:c=digitalSignature",
        "-ext",
        "eku=emailProtection",
        "-validity",
        "3650");
    keytool(
        "-importcert",
        "-alias",
        "leaf",
        "-noprompt",
        "-file",
        folder.resolve("certificate").toString());
    KeyStore store = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD);
    Files.writeString(
        folder.resolve("key"),
        Base64.getEncoder().encodeToString(store.getKey("leaf", PASSWORD).getEncoded()));
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : store.getCertificateChain("leaf")) {
      chain.append(Base64.getEncoder().encodeToString(certificate.getEncoded())).append('\n');
    }
    Files.writeString(folder.resolve("chain"), chain);
  }

  @AfterAll
  static void close() {
    reader.close();
    vault.close();
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            folder.resolve("keys.p12").toString()));
    run(command);
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Path sign(Path input, String format, String sourceType) throws Exception {
    Path output = Files.createTempFile(folder, "signed-", "");
    run(
        List.of(
            "node",
            Path.of("target/test-classes/org/delocate/jobs/sign.mjs").toAbsolutePath().toString(),
            Path.of("target/credentials").toAbsolutePath().toString(),
            folder.resolve("key").toString(),
            folder.resolve("chain").toString(),
            sourceType,
            format,
            input.toString(),
            output.toString()));
    return output;
  }

  private static JsonNode read(Path file) throws Exception {
    return new ObjectMapper().readTree(reader.read(file));
  }

  private static Path png() throws IOException {
    byte[] pixels = new byte[64 * 64 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7);
    }
    return Files.write(
        folder.resolve("picture.png"), ImageFiles.encodePng(new Image(64, 64, pixels)));
  }

  @Test
  void whatIsSignedIsIntactAndSaysByWhomAndWhatWasDone() throws Exception {
    for (String[] file :
        new String[][] {
          {SAMPLES.resolve("source/astronaut.jpg").toString(), "image/jpeg"},
          {png().toString(), "image/png"},
          {SAMPLES.resolve("astronaut-real.mp4").toString(), "video/mp4"}
        }) {
      Path signed = sign(Path.of(file[0]), file[1], "digitalCapture");

      JsonNode found = read(signed);

      assertThat(found.path("state").asText()).as(found.toString()).isEqualTo("valid");
      assertThat(found.path("signer").asText()).contains("Test signer");
      assertThat(found.path("tool").asText()).contains("Test camera 1.0");
      assertThat(found.path("actions").toString()).contains("c2pa.created");
      assertThat(found.path("generated").asBoolean(true)).isFalse();

      byte[] damaged = Files.readAllBytes(signed);
      damaged[damaged.length - 40] ^= 0x55; // a pixel; the record stands further in front
      JsonNode broken = read(Files.write(folder.resolve("damaged"), damaged));
      assertThat(broken.path("state").asText()).as(broken.toString()).isEqualTo("invalid");
    }
  }

  @Test
  void whatSaysThatAModelMadeItIsSaidToBeGenerated() throws Exception {
    Path signed =
        sign(SAMPLES.resolve("source/astronaut.jpg"), "image/jpeg", "trainedAlgorithmicMedia");

    assertThat(read(signed).path("generated").asBoolean()).isTrue();
  }

  @Test
  void whatNobodySignedHasNone() throws Exception {
    assertThat(read(SAMPLES.resolve("astronaut-real.mp4")).path("state").asText())
        .isEqualTo("absent");
    assertThat(read(SAMPLES.resolve("source/astronaut.jpg")).path("state").asText())
        .isEqualTo("absent");
    assertThat(read(png()).path("state").asText()).isEqualTo("absent");
    JsonNode text = read(Files.writeString(folder.resolve("text"), "no picture"));
    assertThat(text.path("state").asText()).isEqualTo("not_checked");
    assertThat(read(folder.resolve("gone")).path("state").asText()).isEqualTo("not_checked");
  }

  @Test
  void aFileThatTakesTooLongIsNotChecked() throws Exception {
    if (System.getProperty("os.name").startsWith("Windows")) {
      System.out.println("skipped: this system has no file that never ends");
      return;
    }
    // Nobody writes into it: who opens it to read waits for ever.
    Path endless = folder.resolve("endless");
    run(List.of("mkfifo", endless.toString()));
    CredentialsReader hasty =
        new CredentialsReader(vault, folder.resolve("hasty"), Duration.ofMillis(200));
    try {
      assertThat(hasty.read(endless)).contains("timed_out");
    } finally {
      hasty.close();
    }
  }
}
