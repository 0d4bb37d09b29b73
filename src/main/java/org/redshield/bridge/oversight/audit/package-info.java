/** 监督核对: whether numbers are those of the rows, and cases and processes tell the same: what {@code --audit} asks of supervision. */
package org.redshield.bridge.oversight.audit;
