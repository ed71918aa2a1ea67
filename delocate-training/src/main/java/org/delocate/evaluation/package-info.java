/** Metrics, each with its definition, and evaluation runs. */
package org.delocate.evaluation;
