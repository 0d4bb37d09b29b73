package org.redshield.sandbox.casework;

/** The states of a data request on the wire. */
public enum RequestStatus {
    ACCEPTED,
    PROCESSING,
    ANSWERED,
    PARTIAL,
    NO_RECORD,
    REFUSED,
    NEW_DATE,
    CLARIFICATION,
    WITHDRAWN
}
