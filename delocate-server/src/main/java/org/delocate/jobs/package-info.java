/**
 * From an upload to a result: {@link org.delocate.jobs.Intake} accepts files, and refuses them by
 * size and space (how many a caller may send is asked in {@code server}), {@link
 * org.delocate.jobs.Dispatcher} takes scans from the queue to the workers and their results to the
 * storage, {@link org.delocate.jobs.EventHub} tells whoever follows, {@code Retention} does what is
 * due from time to time. Uses {@code worker} and {@code storage}, knows nothing of HTTP requests.
 *
 * <p>May use, of other families, {@code report}, {@code storage} and {@code worker}.
 */
package org.delocate.jobs;
