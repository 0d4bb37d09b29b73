/** How a campaign's members talk: their meetings (会商) with minutes and what each owes by them, and who writes whom. */
package org.redshield.bridge.campaign.meetings;
