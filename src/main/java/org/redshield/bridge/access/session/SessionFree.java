package org.redshield.bridge.access.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;

/** What is the same for everybody: whoever asks for it, his session is not read. */
public final class SessionFree {

    private SessionFree() {}

    public static boolean is(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        // Not what could be written in two ways: the pages never do.
        return Stream.of("/bridge/", "/camunda/lib/", "/camunda/webjars/", "/camunda/favicon", "/actuator/")
                        .anyMatch(path::startsWith)
                && Stream.of("..", ";", "%", "//").noneMatch(path::contains);
    }
}
