/** One command class per verb; the launcher script at the root starts {@code Main}. */
package org.delocate.cli;
