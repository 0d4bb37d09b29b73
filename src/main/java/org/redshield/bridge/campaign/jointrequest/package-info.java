/** 联合询问: what the members of a campaign do at one moment, each by its own decision and in its own cases. */
package org.redshield.bridge.campaign.jointrequest;
