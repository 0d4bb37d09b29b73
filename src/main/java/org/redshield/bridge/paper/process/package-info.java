/** 书面往来流程: the process of {@code paper-correspondence.bpmn}: contract, steps and forms. */
package org.redshield.bridge.paper.process;
