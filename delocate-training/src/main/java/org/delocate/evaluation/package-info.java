/**
 * Metrics of a model on prepared faces, and what makes a checkpoint ready to ship. Its rooms, each
 * using only those before it: {@code score}, {@code number}, {@code report}, {@code calibration}
 * and {@code release}.
 */
package org.delocate.evaluation;
