/**
 * Archives of videos on Apache Spark. In come folders and patterns on any Hadoop file system, out
 * comes a table of Parquet files with one {@linkplain org.delocate.spark.VideoRow row} a video,
 * whose columns also stand in {@code video.schema}. {@link org.delocate.spark.BatchJob} is the
 * course of a run on the driver, {@link org.delocate.spark.ScanTask} what an executor does with a
 * handful of files. Files are opened by worker processes only. May use, of other families, {@code
 * detection}, {@code media}, {@code network}, {@code report} and {@code worker}.
 */
package org.delocate.spark;
