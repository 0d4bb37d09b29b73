/** 平台网关: what any platform can be asked and can answer, whatever its protocol. */
package org.redshield.bridge.platform.gateway;
