package org.redshield.bridge;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * What every line logged until it is closed carries: ids that lead to the case, never people. The keys are those that
 * {@code logging.yml} names, and none is called as a field of the structured line. What stood there before comes back.
 */
public final class LogContext implements AutoCloseable {

    public static final String CASE_NO = "caseNo";
    public static final String LETTER_ID = "letterId";
    public static final String TENANT = "tenant";
    public static final String JOB = "job";
    public static final String REQUEST_ID = "requestId";
    public static final String TRACE_ID = "traceId";

    /** {@code <tenant>-<year>-<six digits>}, with which the numbers of all that belongs to a case begin. */
    private static final Pattern CASE = Pattern.compile("\\d{6}-\\d{4}-\\d{6}(?=-|$)");

    private final Map<String, String> before = new HashMap<>();

    /** Adds the key; without a value it changes nothing. */
    public LogContext with(String key, Object value) {
        if (value != null) {
            before.putIfAbsent(key, MDC.get(key));
            MDC.put(key, value.toString());
        }
        return this;
    }

    /** The case of what has this number, such as a request's {@code 310105-2026-000123-R1}; of another number nothing is known. */
    public LogContext withCaseOf(String number) {
        Matcher begins = CASE.matcher(number);
        return begins.lookingAt() ? with(CASE_NO, begins.group()) : this;
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
