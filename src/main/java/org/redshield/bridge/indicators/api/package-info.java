/** 刷单研判对外接口: what other cooperations may know of indicators and rings. */
package org.redshield.bridge.indicators.api;
