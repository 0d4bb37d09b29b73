package org.redshield.bridge;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.MDC;

/**
 * What every line logged until it is closed carries: ids that lead to the case, never people. The keys are those that
 * {@code logging.yml} names. What stood there before comes back.
 */
public final class LogContext implements AutoCloseable {

    public static final String CASE_NO = "caseNo";
    public static final String LETTER_ID = "letterId";
    public static final String TENANT = "tenant";
    public static final String JOB = "job";
    public static final String REQUEST_ID = "requestId";
    public static final String TRACE_ID = "traceId";

    private final Map<String, String> before = new HashMap<>();

    /** Adds the key; without a value it changes nothing. */
    public LogContext with(String key, Object value) {
        if (value != null) {
            before.putIfAbsent(key, MDC.get(key));
            MDC.put(key, value.toString());
        }
        return this;
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
