package org.delocate.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Where a worker process begins. It is started by a {@link WorkerPool}, never by hand. */
public final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] arguments) throws IOException {
    WorkerChannel channel =
        new WorkerChannel(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    new WorkerLoop(channel).serve(DetectionRunner::open);
    Runtime.getRuntime().halt(0);
  }
}
