package org.redshield.sandbox.faults;

/** Everything that can go wrong, and what it does. Parameters in brackets are fields of {@link Fault}. */
public enum FaultKind {
    /** HTTP 502 with an HTML page; the platform did nothing. */
    HTTP_502,
    /** Error 7, the wait in {@code sub_msg} [{@code seconds}, 60]; nothing was done. */
    CALL_LIMITED,
    /** Error 15 with an {@code isp} sub-code; nothing was done. */
    REMOTE_SERVICE_ERROR,
    /** The platform's clock is fast [{@code minutes}, 17]: time stamps are judged and answers dated by it. */
    CLOCK_OFF,

    /** Acts, says nothing for a while [{@code hold}, PT0S] and closes the connection. */
    ACT_THEN_SILENCE,
    /** Acts, then answers a page of HTML with status 200. */
    HTML_200,
    /** Acts, then answers the first half of the JSON. */
    TRUNCATED_JSON,
    /** Acts, then answers twice: every entry of a query's list, or else the whole document. */
    DUPLICATE_ANSWER,
    /** Acts; numbers of the answer are strings, and strings of digits numbers. */
    NUMBERS_AS_STRINGS,
    /** Acts; the answer holds fields that nobody described. */
    EXTRA_FIELDS,
    /** Acts; the result code of the answer is 99. */
    UNKNOWN_CODE,
    /** Queries; the status is one that nobody described. */
    UNKNOWN_STATUS,
    /** {@code dispose.submit} acts, then answers 11 with empty data, as for a document sent before. */
    DUPLICATE_WITHOUT_ID,
    /** {@code dispose.submit} does nothing and answers 2, as for a document that it cannot take [{@code text}]. */
    REJECT,

    /** The request or disposition submitted is refused [{@code reason}, {@code text}]. */
    REFUSE,
    /** The request is answered for the first half of its period; the disposition is carried out in part. */
    PARTIAL,
    /** The request is put off [{@code days} after the due date, 5], and answered [{@code hold}, one delay] later. */
    NEW_DATE,
    /** The request is met with a question [{@code text}]. */
    CLARIFY,
    /** The request finds nothing. */
    NO_RECORD,
    /** The disposition submitted is carried out but never made public. */
    PUBLICITY_MISSING,
    /** The merchant appeals as soon as the disposition is carried out [{@code text}]. */
    APPEAL,

    /** The manifest states a hash that no file has. */
    WRONG_HASH,
    /** A download breaks off after some bytes of the answer [{@code bytes}, 1000]. */
    CUT_DOWNLOAD,
    /** A download meets 403, as after the address expired. */
    EXPIRED_URL
}
