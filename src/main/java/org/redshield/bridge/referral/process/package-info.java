/** 行刑衔接流程: the process of {@code criminal-referral.bpmn}: contract, steps and forms. */
package org.redshield.bridge.referral.process;
