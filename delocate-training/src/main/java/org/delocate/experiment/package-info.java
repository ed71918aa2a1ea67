/** The method's experiments, one command each: protocols, tables and plots. */
package org.delocate.experiment;
