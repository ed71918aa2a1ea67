/**
 * Commands that make or look at data: {@code verify}, {@code prepare}, {@code sheet}, {@code
 * forge}.
 *
 * <p>In: datasets, stores, videos. Out: what the commands say. May use its neighbours {@code
 * display} and {@code option}, and of other families {@code dataset}, {@code detection}, {@code
 * face}, {@code forgery}, {@code media}, {@code network} and {@code training}.
 */
package org.delocate.cli.data;
