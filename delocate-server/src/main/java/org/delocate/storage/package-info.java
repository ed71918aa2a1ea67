/**
 * What the service keeps: uploads and reports as files ({@link org.delocate.storage.Vault}),
 * everything else as rows of SQLite or PostgreSQL ({@link org.delocate.storage.Database}). A row
 * that says a file is there is written after the file has reached the disk, so that a power cut at
 * any moment loses nothing that was accepted and shows nothing that is half. Whether the disk has
 * room for another is asked here, too. Knows nothing of HTTP and of workers.
 *
 * <p>May use, of other families, {@code worker}.
 */
package org.delocate.storage;
