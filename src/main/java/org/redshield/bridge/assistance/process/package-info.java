/** 协查流程: where assistance.bpmn and assistance-handling.bpmn meet the use cases: variables, steps, and what the forms hand in and show. */
package org.redshield.bridge.assistance.process;
