/** Forgers: real faces in, forged faces and their masks out. */
package org.delocate.forgery;
