/** Meetings of a campaign's members (会商): their minutes, and what each member owes by them. */
package org.redshield.bridge.campaign.meetings;
