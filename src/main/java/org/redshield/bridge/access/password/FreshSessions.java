package org.redshield.bridge.access.password;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.redshield.bridge.access.session.SessionFree;
import org.redshield.bridge.access.session.StoredSession;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session of Tasklist, Cockpit or Admin when the password, the roles, the organisations or the account with which it
 * began are no longer the same. Whoever changes his own password goes on where he did it, and so does who begins or ends to stand
 * in for a head: his session only hears of it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class FreshSessions extends OncePerRequestFilter {

    private static final String ATTRIBUTE = FreshSessions.class.getName();

    /** A page asks for a dozen things at once. */
    private static final long ASKED_AGAIN_AFTER = Duration.ofSeconds(3).toNanos();
    /** Whose session is not among so many is asked about once more. */
    private static final int REMEMBERED = 20_000;

    /**
     * @param account the account's mark, which ends the session when it changes
     * @param acting the groups of the person, those of the offices among them in which he stands in for others
     */
    private record Begun(String user, String account, TreeSet<String> acting) implements Serializable {}

    private final People people;
    /** When this node asked last, by the session's id. */
    private final Map<String, Long> checked = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Lazily: filters are made while the web server starts, where a fault of the engine would be told as the server's. */
    FreshSessions(@Lazy People people) {
        this.people = people;
    }

    /** Files of the pages and figures of the node, which are the same for everybody. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SessionFree.is(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        check(session);
        boolean ownPassword = session != null
                && request.getMethod().equals("PUT")
                && request.getRequestURI().endsWith("/credentials");
        if (ownPassword) {
            // Before the browser hears of it: what it asks for next may be asked of another node.
            StoredSession.of(session).beforeSaving(() -> forgetIfChanged(session, response));
        }
        chain.doFilter(request, response);
        if (ownPassword) {
            forgetIfChanged(session, response);
        }
        // The session that this request began, before anybody changes anything: it may lie unused until then.
        check(request.getSession(false));
    }

    private static void forgetIfChanged(HttpSession session, HttpServletResponse response) {
        if (response.getStatus() == HttpServletResponse.SC_NO_CONTENT) {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    private void check(HttpSession session) {
        if (session != null) {
            Optional.ofNullable(AuthenticationUtil.getAuthsFromSession(session)
                            .getAuthenticationForProcessEngine("default"))
                    .ifPresent(signedIn -> check(session, signedIn));
        }
    }

    private void check(HttpSession session, Authentication signedIn) {
        String user = signedIn.getIdentityId();
        long now = System.nanoTime();
        if (session.getAttribute(ATTRIBUTE) instanceof Begun begun
                && begun.user().equals(user)) {
            Long before = checked.get(session.getId());
            if (before != null && now - before < ASKED_AGAIN_AFTER) {
                return;
            }
            Begun today = begun(session, user, now);
            if (!today.account().equals(begun.account())) {
                endUnlessByHimself(session, new Begun(user, today.account(), begun.acting()));
                return;
            }
            if (!today.acting().equals(begun.acting()) && signedIn instanceof UserAuthentication person) {
                person.setGroupIds(List.copyOf(today.acting()));
            }
            session.setAttribute(ATTRIBUTE, today);
        } else {
            session.setAttribute(ATTRIBUTE, begun(session, user, now));
        }
    }

    /** The row knows by now whether it was he, in another request of this session, who has changed his password meanwhile. */
    private static void endUnlessByHimself(HttpSession session, Begun anew) {
        if (!StoredSession.of(session).refresh()) {
            session.invalidate();
        } else if (!(session.getAttribute(ATTRIBUTE) instanceof Begun begun)) {
            session.setAttribute(ATTRIBUTE, anew);
        } else if (!begun.account().equals(anew.account())) {
            session.invalidate();
        }
    }

    private Begun begun(HttpSession session, String user, long now) {
        Optional<Person> person = people.find(user);
        checked.put(session.getId(), now);
        return new Begun(
                user,
                person.map(Person::mark).orElse(""),
                // In order: the same must be the same bytes on all nodes.
                new TreeSet<>(person.map(Person::acting).orElse(Set.of())));
    }
}
