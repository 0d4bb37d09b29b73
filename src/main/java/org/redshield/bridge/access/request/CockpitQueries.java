package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.redshield.bridge.engine.guard.QueryLimits;

/**
 * Cockpit's own queries, open to whoever is signed in, go to the database past the engine's commands and so past what limits
 * them there: how many variables they join is counted here.
 */
final class CockpitQueries {

    private static final String PATH = "/camunda/api/cockpit";
    private static final String VARIABLES = "variables";

    private CockpitQueries() {}

    static boolean askTooMuch(HttpServletRequest request) {
        return areThese(request)
                && Stream.ofNullable(request.getParameterValues(VARIABLES))
                                .flatMap(Arrays::stream)
                                .flatMap(list -> Arrays.stream(list.split(",")))
                                .count()
                        > QueryLimits.MOST_JOINS;
    }

    static boolean askTooMuch(HttpServletRequest request, byte[] body, ObjectMapper json) {
        try {
            return areThese(request) && json.readTree(body).path(VARIABLES).size() > QueryLimits.MOST_JOINS;
        } catch (IOException e) {
            // Who reads it says that it is no JSON.
            return false;
        }
    }

    static boolean areThese(HttpServletRequest request) {
        return request.getServletPath().startsWith(PATH);
    }
}
