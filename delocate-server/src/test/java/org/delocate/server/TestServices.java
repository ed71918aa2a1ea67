package org.delocate.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.testing.SmallModel;
import org.delocate.worker.WorkerLimits;
import org.delocate.worker.WorkerOptions;

/** Services with a small untrained model that looks at four frames. */
final class TestServices {

  static final Path FACE = Path.of("../samples/astronaut-real.mp4").toAbsolutePath();
  static final Path FORGED = Path.of("../samples/astronaut-forged.mp4").toAbsolutePath();
  static final Path PICTURE = Path.of("../samples/source/astronaut.jpg").toAbsolutePath();

  private TestServices() {}

  static Path model(Path folder) throws IOException {
    Path model = folder.resolve("model");
    return Files.exists(model) ? model : SmallModel.writeTo(Files.createDirectory(model));
  }

  static ServiceSettings settings(Path data, Path model) {
    return new ServiceSettings(
        "127.0.0.1",
        0,
        data,
        Optional.empty(),
        1,
        0,
        WorkerOptions.of(
            Optional.of(model),
            DetectorOptions.defaults().withThreads(1).withSampling(FrameSampling.even(4))),
        WorkerLimits.defaults(),
        false,
        Optional.empty(),
        false,
        new ServiceSettings.Quotas(20 << 20, 1000, 1000, -1),
        Set.of());
  }

  static ServiceSettings withDatabase(ServiceSettings settings, String url) {
    return changed(
        settings, Optional.of(url), settings.tokens(), settings.quotas(), settings.callbackHosts());
  }

  static ServiceSettings withQuotas(ServiceSettings settings, ServiceSettings.Quotas quotas) {
    return changed(
        settings, settings.database(), settings.tokens(), quotas, settings.callbackHosts());
  }

  static ServiceSettings withTokens(ServiceSettings settings) {
    return changed(
        settings, settings.database(), true, settings.quotas(), settings.callbackHosts());
  }

  static ServiceSettings withCallbacks(ServiceSettings settings, String host) {
    return changed(
        settings, settings.database(), settings.tokens(), settings.quotas(), Set.of(host));
  }

  private static ServiceSettings changed(
      ServiceSettings settings,
      Optional<String> database,
      boolean tokens,
      ServiceSettings.Quotas quotas,
      Set<String> callbackHosts) {
    return new ServiceSettings(
        settings.host(),
        settings.port(),
        settings.data(),
        database,
        settings.workers(),
        settings.spares(),
        settings.options(),
        settings.limits(),
        tokens,
        settings.keep(),
        settings.reportsToo(),
        quotas,
        callbackHosts);
  }
}
