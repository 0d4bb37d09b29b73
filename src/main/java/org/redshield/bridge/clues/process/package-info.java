/** 线索流程: where clue-verification.bpmn and case-handling.bpmn meet the use cases: steps, and what the forms hand in and show. */
package org.redshield.bridge.clues.process;
