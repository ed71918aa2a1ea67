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
        new ServiceSettings.Address("127.0.0.1", 0),
        new ServiceSettings.Storage(data, Optional.empty()),
        new ServiceSettings.Workers(
            1,
            0,
            WorkerOptions.of(
                Optional.of(model),
                DetectorOptions.defaults().withThreads(1).withSampling(FrameSampling.even(4))),
            WorkerLimits.defaults()),
        new ServiceSettings.Callers(
            false, new ServiceSettings.Quotas(20 << 20, 1000, 1000, -1), Set.of()),
        new ServiceSettings.Keeping(Optional.empty(), false));
  }

  static ServiceSettings withDatabase(ServiceSettings settings, String url) {
    return new ServiceSettings(
        settings.address(),
        new ServiceSettings.Storage(settings.storage().data(), Optional.of(url)),
        settings.workers(),
        settings.callers(),
        settings.keeping());
  }

  static ServiceSettings withQuotas(ServiceSettings settings, ServiceSettings.Quotas quotas) {
    ServiceSettings.Callers callers = settings.callers();
    return withCallers(
        settings, new ServiceSettings.Callers(callers.tokens(), quotas, callers.callbackHosts()));
  }

  static ServiceSettings withTokens(ServiceSettings settings) {
    ServiceSettings.Callers callers = settings.callers();
    return withCallers(
        settings, new ServiceSettings.Callers(true, callers.quotas(), callers.callbackHosts()));
  }

  static ServiceSettings withCallbacks(ServiceSettings settings, String host) {
    ServiceSettings.Callers callers = settings.callers();
    return withCallers(
        settings, new ServiceSettings.Callers(callers.tokens(), callers.quotas(), Set.of(host)));
  }

  private static ServiceSettings withCallers(
      ServiceSettings settings, ServiceSettings.Callers callers) {
    return new ServiceSettings(
        settings.address(), settings.storage(), settings.workers(), callers, settings.keeping());
  }
}
