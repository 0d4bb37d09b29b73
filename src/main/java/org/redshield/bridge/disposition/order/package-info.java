/** 处置协助函: what another cooperation orders becomes a letter to the bureau at the platform's seat. */
package org.redshield.bridge.disposition.order;
