package org.redshield.bridge.access.provider;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.page.OwnPage;
import org.redshield.bridge.access.session.SessionFree;
import org.redshield.bridge.access.session.StoredSession;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * In front of Tasklist, Cockpit and Admin, their interface and ours: ends sessions that are over, and sends whoever opens a
 * page and is not signed in to the provider. What programs ask for is answered as ever, 401.
 */
@Component
@ByProvider
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
final class SessionFilter extends OncePerRequestFilter {

    private static final Pattern ENGINES_PAGE = Pattern.compile("/camunda/app/\\w+/(\\w+/?)?");

    private final Sessions sessions;
    private final InstantSource clock;

    /** Lazily: filters are made while the web server starts. */
    SessionFilter(@Lazy Sessions sessions, @Lazy InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SessionFree.is(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean page = HttpMethod.GET.matches(request.getMethod())
                && (ENGINES_PAGE.matcher(path).matches()
                        || OwnPage.PATHS.matcher(path).matches());
        endIfOver(request.getSession(false), page || path.equals(SignInController.ACTIVITY));
        if (page && !isSignedIn(request.getSession(false))) {
            Pages.toProvider(request, response);
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(ProviderSession.ATTRIBUTE) instanceof ProviderSession known) {
            // Before the browser hears of it: what it asks for next may be asked of another node.
            StoredSession stored = StoredSession.of(session);
            stored.beforeSaving(() -> leave(stored, known));
        }
        chain.doFilter(request, response);
    }

    /** Where he was signed out by the engine's own button, which carried the cross-site token: next the provider is told. */
    private void leave(StoredSession stored, ProviderSession known) {
        if (stored.person() == null && stored.getAttribute(ProviderSession.ATTRIBUTE) != null) {
            stored.removeAttribute(ProviderSession.ATTRIBUTE);
            stored.setAttribute(SignedOut.ATTRIBUTE, new SignedOut(known.who, clock.instant()));
        }
    }

    private void endIfOver(HttpSession session, boolean byHand) {
        if (isSignedIn(session) && !sessions.goesOn(session, byHand)) {
            session.invalidate();
        }
    }

    private static boolean isSignedIn(HttpSession session) {
        return session != null && SignIn.user(session).isPresent();
    }
}
