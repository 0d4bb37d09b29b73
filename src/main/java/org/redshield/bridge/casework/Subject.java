package org.redshield.bridge.casework;

/**
 * What an organisation works on, and with whom.
 *
 * @param id of the request, transfer …
 * @param counterpart the organisation on the other side
 * @param asks whether {@code tenant} is the side that asks
 */
public record Subject(String caseNo, String id, String tenant, String counterpart, boolean asks) {}
