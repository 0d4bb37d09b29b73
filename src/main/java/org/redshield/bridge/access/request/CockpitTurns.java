package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.engine.account.Sight;
import org.redshield.bridge.engine.guard.QueryTurns;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever asks Cockpit's own queries, which the engine's commands do not see, waits for his turn as with any other, and a
 * supervisor is told of the bureaus below.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
@RequiredArgsConstructor
final class CockpitTurns extends OncePerRequestFilter {

    private final QueryTurns turns;
    private final Sight sight;
    private final ObjectMapper json;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> user = CockpitQueries.areThese(request) ? user(request.getSession(false)) : Optional.empty();
        if (user.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        QueryTurns.Turn turn;
        try {
            turn = turns.begin(user.get());
        } catch (RetryLater later) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(later.seconds()));
            Problems.write(response, json, HttpStatus.TOO_MANY_REQUESTS, later);
            return;
        }
        try (turn;
                Sight.Answering all = sight.answerCockpit()) {
            chain.doFilter(request, response);
        }
    }

    private static Optional<String> user(HttpSession session) {
        return Optional.ofNullable(session)
                .map(AuthenticationUtil::getAuthsFromSession)
                .map(signedIn -> signedIn.getAuthenticationForProcessEngine("default"))
                .map(Authentication::getIdentityId);
    }
}
