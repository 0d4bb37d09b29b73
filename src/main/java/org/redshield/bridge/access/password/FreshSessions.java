package org.redshield.bridge.access.password;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session of Tasklist, Cockpit or Admin when the password, the roles, the organisations or the account with which it
 * began are no longer the same. Whoever changes his own password goes on where he did it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class FreshSessions extends OncePerRequestFilter {

    private static final String ATTRIBUTE = FreshSessions.class.getName();

    /** A page asks for a dozen things at once. */
    private static final long ASKED_AGAIN_AFTER = Duration.ofSeconds(3).toNanos();

    /** @param account the account's mark, which ends the session when it changes */
    private record Begun(String user, String account, long checked) implements Serializable {}

    private final People people;

    /** Lazily: filters are made while the web server starts, where a fault of the engine would be told as the server's. */
    FreshSessions(@Lazy People people) {
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        check(session);
        boolean ownPassword =
                request.getMethod().equals("PUT") && request.getRequestURI().endsWith("/credentials");
        chain.doFilter(request, response);
        if (ownPassword && response.getStatus() == HttpServletResponse.SC_NO_CONTENT && session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
        // The session that this request began, before anybody changes anything: it may lie unused until then.
        check(request.getSession(false));
    }

    private void check(HttpSession session) {
        if (session != null) {
            Optional.ofNullable(AuthenticationUtil.getAuthsFromSession(session)
                            .getAuthenticationForProcessEngine("default"))
                    .ifPresent(signedIn -> check(session, signedIn.getIdentityId()));
        }
    }

    private void check(HttpSession session, String user) {
        long now = System.nanoTime();
        if (session.getAttribute(ATTRIBUTE) instanceof Begun begun
                && begun.user().equals(user)) {
            if (now - begun.checked() < ASKED_AGAIN_AFTER) {
                return;
            }
            String account = account(user);
            if (account.equals(begun.account())) {
                session.setAttribute(ATTRIBUTE, new Begun(user, account, now));
            } else {
                session.invalidate();
            }
        } else {
            session.setAttribute(ATTRIBUTE, new Begun(user, account(user), now));
        }
    }

    private String account(String userId) {
        return people.find(userId).map(Person::mark).orElse("");
    }
}
