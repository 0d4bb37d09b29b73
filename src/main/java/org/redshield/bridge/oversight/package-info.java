/**
 * What supervisors see of all their bureaus: lists, numbers and charts of deadlines, metrics, and the reminders (催办) that
 * they send. Reads clocks, never writes them.
 */
package org.redshield.bridge.oversight;
