/** 处置流程: what the model {@code merchant-disposition.bpmn} calls: its steps, and what its forms bring in and show. */
package org.redshield.bridge.disposition.process;
