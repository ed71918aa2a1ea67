package org.delocate.storage;

/**
 * Somebody who is to be told of the end of a scan.
 *
 * @param id of the callback
 * @param scanId whose end
 * @param url to call
 * @param attempts so far
 */
public record PendingCallback(String id, String scanId, String url, int attempts) {}
