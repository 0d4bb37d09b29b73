/** 团伙串并: rings that brush in the shops of several members, looked for in the records that each lets be joined by its own decision. */
package org.redshield.bridge.campaign.rings;
