/**
 * One forger a kind of forgery; a new one is a new {@code *Forger} here and one line in {@link
 * org.delocate.forgery.forger.Forgers}.
 *
 * <p>In: a real face, perhaps a donor. Out: a {@link org.delocate.forgery.forger.Forgery}: a forged
 * face and its mask. May use its neighbours {@code blend}, {@code change}, {@code pixel} and {@code
 * shape}, and of other families {@code dataset}, {@code face}, {@code media} and {@code network}.
 */
package org.delocate.forgery.forger;
