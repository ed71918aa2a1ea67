package org.delocate.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.delocate.jobs.Intake;
import org.delocate.jobs.IntakeException;
import org.delocate.storage.Ids;
import org.delocate.storage.ResumableUpload;
import org.delocate.storage.Token;
import org.delocate.storage.UploadStore;

/** Uploads that can be gone on with after a connection broke: tus 1.0 with three extensions. */
final class TusRoutes {

  private static final String VERSION = "1.0.0";
  private static final String ROOT = ScanJson.ROOT + "/uploads";
  private static final Duration LIFETIME = Duration.ofDays(2);

  private final Uploads uploads;
  private final UploadStore store;
  private final Intake intake;

  TusRoutes(Uploads uploads, UploadStore store, Intake intake) {
    this.uploads = uploads;
    this.store = store;
    this.intake = intake;
  }

  void register(Routes routes) {
    routes.add(HandlerType.OPTIONS, ROOT, Allowed.ANYONE, this::options);
    routes.post(ROOT, Allowed.UPLOADERS, this::create);
    routes.add(HandlerType.HEAD, ROOT + "/{id}", Allowed.UPLOADERS, this::offset);
    routes.add(HandlerType.PATCH, ROOT + "/{id}", Allowed.UPLOADERS, this::append);
    routes.delete(ROOT + "/{id}", Allowed.UPLOADERS, this::drop);
  }

  private void options(Context ctx) {
    ctx.header("Tus-Resumable", VERSION)
        .header("Tus-Version", VERSION)
        .header("Tus-Extension", "creation,termination,expiration")
        .header("Tus-Max-Size", Long.toString(intake.maxBytes()))
        .status(204);
  }

  private static void speakTus(Context ctx) {
    ctx.header("Tus-Resumable", VERSION);
    if (!VERSION.equals(ctx.header("Tus-Resumable"))) {
      ctx.header("Tus-Version", VERSION);
      throw new Problem(412, "wrong_version", "The header Tus-Resumable must be " + VERSION + ".");
    }
  }

  private void create(Context ctx) throws IOException {
    speakTus(ctx);
    uploads.guard(ctx);
    long bytes = number(ctx, "Upload-Length");
    Map<String, String> metadata = metadata(ctx.header("Upload-Metadata"));
    Intake.Sender sender =
        new Intake.Sender(
            metadata.getOrDefault("filename", "upload"),
            Caller.of(ctx).name(),
            uploads.callback(metadata.get("callback")));
    try {
      ResumableUpload upload = intake.begin(bytes, sender, LIFETIME);
      expires(ctx, upload);
      ctx.header("Location", ROOT + "/" + upload.id()).status(201);
    } catch (IntakeException e) {
      throw Uploads.problem(e);
    }
  }

  private static void expires(Context ctx, ResumableUpload upload) {
    ctx.header(
        "Upload-Expires",
        DateTimeFormatter.RFC_1123_DATE_TIME
            .withLocale(Locale.ROOT)
            .format(Instant.ofEpochMilli(upload.expiresAt()).atOffset(ZoneOffset.UTC)));
  }

  private void offset(Context ctx) {
    speakTus(ctx);
    ResumableUpload upload = find(ctx);
    ctx.header("Upload-Offset", Long.toString(intake.offset(upload)))
        .header("Upload-Length", Long.toString(upload.bytes()))
        .header("Cache-Control", "no-store");
    expires(ctx, upload);
    tellScan(ctx, Optional.ofNullable(upload.scanId()));
    ctx.status(200);
  }

  private static void tellScan(Context ctx, Optional<String> scanId) {
    scanId.ifPresent(id -> ctx.header("Delocate-Scan", ScanJson.ROOT + "/scans/" + id));
  }

  private void append(Context ctx) throws IOException {
    speakTus(ctx);
    ResumableUpload upload = find(ctx);
    if (!"application/offset+octet-stream".equals(ctx.contentType())) {
      throw new Problem(
          415, "wrong_content_type", "The content type must be application/offset+octet-stream.");
    }
    long offset = number(ctx, "Upload-Offset");
    if (upload.scanId() != null) {
      throw new Problem(409, "conflict", "This upload is whole already.");
    }
    try {
      Intake.Appended appended = intake.append(upload, offset, ctx.req().getInputStream());
      appended.accepted().ifPresent(accepted -> uploads.record(ctx, accepted));
      expires(ctx, upload);
      tellScan(ctx, appended.accepted().map(accepted -> accepted.scan().id()));
      ctx.header("Upload-Offset", Long.toString(appended.offset())).status(204);
    } catch (IntakeException e) {
      throw Uploads.problem(e);
    } catch (NoSuchFileException e) {
      throw new Problem(409, "conflict", "This upload is whole already.");
    }
  }

  private void drop(Context ctx) {
    speakTus(ctx);
    intake.drop(find(ctx));
    ctx.status(204);
  }

  /** An upload of the caller's own. */
  private ResumableUpload find(Context ctx) {
    Caller caller = Caller.of(ctx);
    String id = ctx.pathParam("id");
    return (Ids.isOne(id) ? store.find(id) : Optional.<ResumableUpload>empty())
        .filter(
            upload ->
                upload.uploadedBy().equals(caller.name())
                    || caller.role().includes(Token.Role.ADMIN))
        .orElseThrow(() -> Problem.notFound("upload"));
  }

  private static long number(Context ctx, String header) {
    String value = ctx.header(header);
    if (value == null || !value.matches("\\d{1,18}")) {
      throw Problem.badRequest("The header " + header + " must be a number.");
    }
    return Long.parseLong(value);
  }

  /** Pairs of a name and a value in base 64, as tus writes them. */
  private static Map<String, String> metadata(String header) {
    Map<String, String> metadata = new HashMap<>();
    if (header == null) {
      return metadata;
    }
    for (String pair : header.split(",", -1)) {
      String[] words = pair.strip().split(" ", 2);
      try {
        metadata.put(
            words[0],
            words.length < 2
                ? ""
                : new String(Base64.getDecoder().decode(words[1].strip()), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw Problem.badRequest("Upload-Metadata is not in base 64.");
      }
    }
    return metadata;
  }
}
