/** 专项检查: what campaigns look at, and what officers found. */
package org.redshield.bridge.campaign.checks;
