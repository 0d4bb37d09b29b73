package org.redshield.sandbox.faults;

/** Everything that can go wrong, and what it does. Parameters in brackets are fields of {@link Fault}. */
public enum FaultKind {
    /** HTTP 502 with an HTML page; the platform did nothing. */
    HTTP_502,
    /** HTTP 500 with an HTML page; the platform did nothing. */
    HTTP_500,
    /** HTTP 503 with {@code Retry-After} [{@code seconds}, 60] and an HTML page; the platform did nothing. */
    HTTP_503,
    /** HTTP 429 with {@code Retry-After} [{@code seconds}, 60] and an HTML page; the platform did nothing. */
    HTTP_429,
    /** HTTP 302 to the log-in page of another host; the platform did nothing. */
    REDIRECT,
    /** The connection is reset before a byte of the answer; the platform did nothing. */
    RESET,
    /** Nothing is done and nothing answered; the connection is held [{@code hold}, PT60S] and closed. */
    NO_ANSWER,
    /** Not one call but all: connections are refused for a while [{@code hold}, PT60S], {@code /admin} included. */
    DOWN,
    /** {@code /v1} answers 401 as to an access token that was withdrawn; the token endpoint, as to a wrong secret. */
    TOKEN_REFUSED,
    /** Error 7, the wait in {@code sub_msg} [{@code seconds}, 60]; nothing was done. */
    CALL_LIMITED,
    /** Error 15 with an {@code isp} sub-code; nothing was done. */
    REMOTE_SERVICE_ERROR,
    /** The platform's clock is fast [{@code minutes}, 17]: time stamps are judged and answers dated by it. */
    CLOCK_OFF,

    /** Acts, says nothing for a while [{@code hold}, PT0S] and closes the connection. */
    ACT_THEN_SILENCE,
    /** Acts, then resets the connection in the middle of the answer. */
    RESET_MID_BODY,
    /** Acts, then answers one byte a second [{@code hold}, PT60S in all, then the connection is closed]. */
    SLOW_DRIP,
    /** Acts, then answers nothing with status 200. */
    EMPTY_BODY,
    /** Acts; the answer is right and is preceded by a field of many bytes [{@code bytes}, 300,000,000]. */
    HUGE_ANSWER,
    /** Acts; the answer is in GBK and says that it is in UTF-8. */
    WRONG_CHARSET,
    /** Acts, then answers as about another request: the numbers in the answer are somebody else's. */
    OTHER_CASE,
    /** Acts; a list in the answer is in reverse order and one entry short. */
    SHORT_LIST,
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

    /** Events about what is submitted come twice, the second time as another event. */
    EVENTS_TWICE,
    /** Events about what is submitted come in the reverse order. */
    EVENTS_REVERSED,
    /** The events about what is submitted come before the answer to the submission. */
    EVENTS_EARLY,

    /** The manifest states a hash that no file has. */
    WRONG_HASH,
    /** A download is the whole file with status 200, whatever range was asked for. */
    RANGE_IGNORED,
    /** A download breaks off after some bytes of the answer [{@code bytes}, 1000]. */
    CUT_DOWNLOAD,
    /** A download meets 403, as after the address expired. */
    EXPIRED_URL
}
