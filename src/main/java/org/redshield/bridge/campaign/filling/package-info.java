/** 名单增补: what is put into a campaign's pool, taken out again, and put right. */
package org.redshield.bridge.campaign.filling;
