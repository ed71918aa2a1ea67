/** The two training stages. */
package org.delocate.training;
