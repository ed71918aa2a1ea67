/**
 * The HTTP service and its page, in English and German (the resources {@code page}, with every
 * sentence in both languages in {@code words.json}). {@link org.delocate.server.Service} puts
 * storage, workers and jobs together; {@code Uploads} guards a caller's limits and answers 429;
 * classes named {@code …Routes} answer requests, each for one kind of thing; what they answer is
 * described in {@code openapi.json}, and tests hold both to each other.
 *
 * <p>May use, of other families, {@code jobs}, {@code storage} and {@code worker}.
 */
package org.delocate.server;
