/** Readers of the field's datasets, and the store of prepared faces. */
package org.delocate.dataset;
