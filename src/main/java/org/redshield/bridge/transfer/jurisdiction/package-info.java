/**
 * Which bureau is competent 管辖, by which article, or which fact is missing to say so. {@link
 * org.redshield.bridge.transfer.jurisdiction.Jurisdictions} is the way in; what law says stands row by row in {@code
 * processes/jurisdiction.dmn}, {@link org.redshield.bridge.transfer.jurisdiction.JurisdictionFloor} keeps the table within
 * it, and {@link org.redshield.bridge.transfer.jurisdiction.Deliberation} draws the conclusion.
 */
package org.redshield.bridge.transfer.jurisdiction;
