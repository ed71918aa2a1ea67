package org.delocate.spark;

import java.io.Serializable;

/**
 * What executors must know of a run.
 *
 * @param run its name, which its files bear
 * @param table folder of the table
 * @param model what reports call the model
 * @param modelFile name of its files as they were sent with the job; null for the shipped one
 * @param scans how every file is scanned
 */
record BatchSettings(String run, String table, String model, String modelFile, ScanChoice scans)
    implements Serializable {}
