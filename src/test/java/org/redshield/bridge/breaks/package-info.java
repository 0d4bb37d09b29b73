/** A list of faults that the tests must notice, and the program that makes them one at a time. */
package org.redshield.bridge.breaks;
