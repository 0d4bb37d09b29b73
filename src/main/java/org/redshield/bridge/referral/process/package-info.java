/** The process of {@code criminal-referral.bpmn}: contract, steps and forms. */
package org.redshield.bridge.referral.process;
