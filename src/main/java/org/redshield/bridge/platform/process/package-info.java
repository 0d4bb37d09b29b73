/** What {@code platform-data-request.bpmn} calls: delegates, forms, variables. */
package org.redshield.bridge.platform.process;
