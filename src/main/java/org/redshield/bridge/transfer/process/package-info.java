/** The processes of {@code case-transfer.bpmn}: contracts, steps, forms, and what other features order and report. */
package org.redshield.bridge.transfer.process;
