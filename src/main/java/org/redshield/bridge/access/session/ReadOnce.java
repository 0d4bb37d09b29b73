package org.redshield.bridge.access.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * By cookie, as Spring Session's own. That puts a session down when the answer begins and again when it is over, and each time forgets
 * which one the browser asked for and looks for it anew: here it is told of the one that it has.
 */
final class ReadOnce implements HttpSessionIdResolver {

    /** Where the filter keeps the request's session; under another name each request would read twice ({@code StoredSessionsTest}). */
    private static final String CURRENT = SessionRepository.class.getName() + ".CURRENT_SESSION";

    private final CookieHttpSessionIdResolver cookie = new CookieHttpSessionIdResolver();
    private final StoredSessions sessions;

    ReadOnce(CookieSerializer cookies, StoredSessions sessions) {
        cookie.setCookieSerializer(cookies);
        this.sessions = sessions;
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        List<String> ids = cookie.resolveSessionIds(request);
        if (!(request.getAttribute(CURRENT) instanceof HttpSession current)) {
            return ids;
        }
        if (!ids.contains(current.getId())) {
            // It began with this request: the browser is told of it.
            return List.of();
        }
        sessions.isFoundNext(StoredSession.of(current));
        return List.of(current.getId());
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
        cookie.setSessionId(request, response, id);
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookie.expireSession(request, response);
    }
}
