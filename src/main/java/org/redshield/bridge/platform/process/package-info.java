/** 平台数据流程: what {@code platform-data-request.bpmn} and {@code platform-fault.bpmn} call: steps, forms, variables. */
package org.redshield.bridge.platform.process;
