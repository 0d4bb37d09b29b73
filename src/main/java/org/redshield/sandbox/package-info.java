/**
 * A simulated platform for development, tests and demonstrations. {@code protocol} is the wire, {@code casework} what
 * the platform's officers do, {@code world} the shops and orders they look at, {@code files} what they hand over,
 * {@code faults} what goes wrong. Nothing here imports the bridge, and the bridge imports nothing from here.
 */
package org.redshield.sandbox;
