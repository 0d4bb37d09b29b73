/**
 * 外部计算: the program that speaks with an Apache Spark through Spark Connect, as a process of its own: its libraries, 80 MB with another Jackson,
 * Log4j and Scala, are never on the bridge's class path (docs/adr/0110-spark.md).
 */
package org.redshield.bridge.reconciliation.spark;
