/** 联合行动流程: the three processes of {@code joint-campaign.bpmn}: their contracts, steps and forms. */
package org.redshield.bridge.campaign.process;
