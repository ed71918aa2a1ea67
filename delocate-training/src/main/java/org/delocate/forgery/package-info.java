/**
 * Forgers: real faces in, forged faces and their masks out. Its rooms, each using only those before
 * it: {@code pixel}, {@code shape}, {@code change}, {@code blend}, {@code forger}, {@code degrade},
 * {@code file} and {@code swap}.
 */
package org.delocate.forgery;
