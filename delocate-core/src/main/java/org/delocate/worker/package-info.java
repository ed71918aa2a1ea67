/**
 * Scans in processes of their own. In comes a {@link org.delocate.worker.WorkerTask}, out comes its
 * result, or a {@link org.delocate.worker.WorkerFailure} if the process that worked on it died,
 * hung or took too much memory, which {@code WorkerProcess} watches; nothing else is lost then, and
 * a second process tries once more ({@link org.delocate.worker.WorkerPool}). Files of strangers are
 * opened here, on the far side of a pipe, and nowhere else, by a service and by a batch job. Knows
 * nothing of who asks.
 *
 * <p>May use, of other families, {@code detection}, {@code face}, {@code media}, {@code network}
 * and {@code report}.
 */
package org.delocate.worker;
