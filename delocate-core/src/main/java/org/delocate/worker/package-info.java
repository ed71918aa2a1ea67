/**
 * Scans in processes of their own. In comes a {@link org.delocate.worker.WorkerTask}, out comes its
 * result, or a {@link org.delocate.worker.WorkerFailure} if the process that worked on it died,
 * hung or took too much memory; nothing else is lost then. A service and a batch job open the files
 * of strangers here, on the far side of a pipe, and nowhere else. May use {@code detection} and
 * {@code report}, and knows nothing of who asks.
 */
package org.delocate.worker;
