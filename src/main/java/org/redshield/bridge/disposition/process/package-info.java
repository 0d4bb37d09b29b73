/** What the model {@code merchant-disposition.bpmn} calls: delegates, and what its forms bring in and show. */
package org.redshield.bridge.disposition.process;
