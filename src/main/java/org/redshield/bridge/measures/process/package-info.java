/** 调查措施流程: the two processes of {@code investigative-measure.bpmn}: their contracts, steps and forms. */
package org.redshield.bridge.measures.process;
