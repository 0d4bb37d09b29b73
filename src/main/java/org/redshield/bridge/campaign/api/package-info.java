/** 联合行动对外接口: what other cooperations may know of campaigns. */
package org.redshield.bridge.campaign.api;
