/**
 * The two training stages and the texture network: from a store of faces to a checkpoint. Its
 * rooms, each using only those before it: {@code configuration}, {@code step}, {@code group},
 * {@code weights}, {@code run}, {@code loop}, {@code crop}, {@code pair}, {@code recovering},
 * {@code localization}, {@code measure} and {@code texture}.
 */
package org.delocate.training;
