/**
 * Forgers: real faces in, forged faces and their masks out. Its rooms, from the bottom up: {@code
 * pixel}, {@code change}, {@code blend}, {@code degrade}, {@code shape}, {@code forger}, {@code
 * file} and {@code swap}.
 */
package org.delocate.forgery;
