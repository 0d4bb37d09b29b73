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
        ProviderSession known = of(request.getSession(false));
        chain.doFilter(request, response);
        HttpSession left = request.getSession(false);
        if (known != null && left != null && !isSignedIn(left) && of(left) != null) {
            // Signed out by the engine's own button, which carried the cross-site token: next the provider is told.
            left.removeAttribute(ProviderSession.ATTRIBUTE);
            left.setAttribute(SignedOut.ATTRIBUTE, new SignedOut(known.authentication, clock.instant()));
        }
    }

    private void endIfOver(HttpSession session, boolean byHand) {
        try {
            if (isSignedIn(session) && !sessions.goesOn(session, byHand)) {
                session.invalidate();
            }
        } catch (IllegalStateException ended) {
            // By another request of the same page, at this moment.
            logger.debug("The session has ended already", ended);
        }
    }

    private static boolean isSignedIn(HttpSession session) {
        return session != null && SignIn.user(session).isPresent();
    }

    private static ProviderSession of(HttpSession session) {
        try {
            return session == null ? null : (ProviderSession) session.getAttribute(ProviderSession.ATTRIBUTE);
        } catch (IllegalStateException ended) {
            return null;
        }
    }
}
