/**
 * What can be set: records whose components say what they mean, which values they take and where
 * their default comes from. Reading, checking, changing and explaining them follows from that
 * alone.
 *
 * <p>In: a tree of keys and values, over defaults. Out: a record, or a message that names the key.
 * May use nothing else of this project.
 */
package org.delocate.setting;
