package org.delocate.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.delocate.jobs.Dispatcher;
import org.delocate.jobs.Intake;
import org.delocate.jobs.IntakeException;
import org.delocate.storage.AuditLog;
import org.delocate.storage.ScanStore;

/** Takes files in, as a form sends them or as the body itself, and guards the limits. */
final class Uploads {

  private static final Pattern DISPOSITION_NAME =
      Pattern.compile("filename\\*?=(?:UTF-8'')?\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);

  /** The longest text field of a form. */
  private static final int FIELD_BYTES = 4096;

  private final Intake intake;
  private final ScanStore scans;
  private final AuditLog audit;
  private final Dispatcher dispatcher;
  private final ScanJson json;
  private final Predicate<String> mayCall;
  private final Rates rates;
  private final int mostActive;

  Uploads(
      Intake intake,
      ScanStore scans,
      AuditLog audit,
      Dispatcher dispatcher,
      ScanJson json,
      Predicate<String> mayCall,
      ServiceSettings.Quotas quotas) {
    this.intake = intake;
    this.scans = scans;
    this.audit = audit;
    this.dispatcher = dispatcher;
    this.json = json;
    this.mayCall = mayCall;
    this.rates = new Rates(quotas.uploadsPerMinute(), System::nanoTime);
    this.mostActive = quotas.active();
  }

  /** {@code POST /scans}. */
  void post(Context ctx) throws IOException {
    guard(ctx);
    List<ScanStore.Accepted> accepted =
        ctx.isMultipartFormData() ? fromForm(ctx) : List.of(fromBody(ctx));
    ArrayNode items = Json.MAPPER.createArrayNode();
    boolean created = false;
    for (ScanStore.Accepted one : accepted) {
      ObjectNode item = json.of(one.scan());
      item.put("created", one.created());
      items.add(item);
      created |= one.created();
      record(ctx, one);
    }
    if (accepted.size() == 1) {
      ctx.header("Location", ScanJson.ROOT + "/scans/" + accepted.get(0).scan().id());
    }
    ObjectNode body = Json.object();
    body.set("items", items);
    Json.answer(ctx, created ? 201 : 200, body);
  }

  void record(Context ctx, ScanStore.Accepted accepted) {
    audit.add(
        Caller.of(ctx).name(),
        accepted.created() ? "upload" : "upload again",
        accepted.scan().id(),
        accepted.scan().upload().name());
    dispatcher.wakeUp();
  }

  /**
   * Guards the limits of a caller before a byte is read.
   *
   * @throws Problem if one is reached
   */
  void guard(Context ctx) {
    Caller caller = Caller.of(ctx);
    if (!rates.allow(caller.name())) {
      throw new Problem(429, "rate_limited", "Too many uploads in the last minute.", 10);
    }
    if (scans.active(caller.name()) >= mostActive) {
      throw new Problem(429, "queue_full", "Too many scans of this token wait.", 60);
    }
  }

  /**
   * An address to call, if the sender may ask for it.
   *
   * @throws Problem if not
   */
  Optional<String> callback(String url) {
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    if (!mayCall.test(url)) {
      throw new Problem(
          403,
          "callback_not_allowed",
          "The owner of the service has not named the callback's host.");
    }
    return Optional.of(url);
  }

  private ScanStore.Accepted fromBody(Context ctx) throws IOException {
    String name = ctx.queryParam("name");
    if (name == null) {
      name = nameIn(ctx.header("Content-Disposition"));
    }
    Intake.Sender sender =
        new Intake.Sender(name, Caller.of(ctx).name(), callback(ctx.queryParam("callback")));
    long bytes = ctx.req().getContentLengthLong();
    try {
      // Asking for the stream tells a sender who waits for "100 Continue" to go on.
      intake.announce(bytes);
    } catch (IntakeException e) {
      throw problem(e);
    }
    return accept(ctx.req().getInputStream(), bytes, sender);
  }

  private static String nameIn(String disposition) {
    Matcher matcher = DISPOSITION_NAME.matcher(disposition == null ? "" : disposition);
    if (!matcher.find()) {
      return "upload";
    }
    try {
      return URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return matcher.group(1);
    }
  }

  private List<ScanStore.Accepted> fromForm(Context ctx) throws IOException {
    List<ScanStore.Accepted> accepted = new ArrayList<>();
    Optional<String> callback = callback(ctx.queryParam("callback"));
    try {
      // Streams only: nothing is kept by the library, neither in memory nor on the disk.
      FileItemInputIterator parts =
          new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>()
              .getItemIterator(ctx.req());
      while (parts.hasNext()) {
        FileItemInput part = parts.next();
        try (InputStream content = part.getInputStream()) {
          if (!part.isFormField()) {
            String name = part.getName() == null ? "upload" : part.getName();
            accepted.add(
                accept(content, -1, new Intake.Sender(name, Caller.of(ctx).name(), callback)));
          } else if (part.getFieldName().equals("callback")) {
            callback =
                callback(
                    new String(content.readNBytes(FIELD_BYTES), StandardCharsets.UTF_8).strip());
          } else {
            content.readNBytes(FIELD_BYTES);
          }
        }
      }
    } catch (FileUploadException e) {
      throw Problem.badRequest("The form cannot be read: " + e.getMessage());
    }
    if (accepted.isEmpty()) {
      throw new Problem(400, "empty", "The form holds no file.");
    }
    return accepted;
  }

  private ScanStore.Accepted accept(InputStream content, long bytes, Intake.Sender sender)
      throws IOException {
    try {
      return intake.accept(content, bytes, sender);
    } catch (IntakeException e) {
      throw problem(e);
    }
  }

  /** What HTTP says of an upload that is not accepted. */
  static Problem problem(IntakeException e) {
    int status =
        switch (e.reason()) {
          case EMPTY, INCOMPLETE -> 400;
          case TOO_LARGE -> 413;
          case DISK_FULL -> 507;
          case CONFLICT -> 409;
        };
    return new Problem(status, e.reason().code(), e.getMessage());
  }
}
