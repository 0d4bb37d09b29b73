package org.redshield.bridge.access.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.session.StoredSession;
import org.redshield.bridge.access.token.OtherSubject;
import org.redshield.bridge.operations.Standby;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** When the provider has sent somebody back: begins the engine's session, or says why not. */
@RequiredArgsConstructor
final class ProviderSignIn implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final String TRIES = ProviderSignIn.class.getName() + ".tries";
    private static final String WAY = "统一身份认证";
    /** Of somebody who began in several windows at once. */
    private static final int MOST_TRIES = 3;

    private final Persons persons;
    private final OAuth2AuthorizedClientRepository clients;
    private final Duration idle;
    private final InstantSource clock;
    private final Audit audit;
    private final Standby standby;
    private final SignedOutElsewhere elsewhere;

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        standby.require();
        OidcUser person = (OidcUser) authentication.getPrincipal();
        Map<String, Object> claims = new HashMap<>(person.getIdToken().getClaims());
        if (person.getUserInfo() != null) {
            claims.putAll(person.getUserInfo().getClaims());
        }
        String user;
        try {
            user = persons.bringIn(claims, person.getSubject(), clock.instant())
                    .rights()
                    .user();
        } catch (Refusal refusal) {
            LOG.info("Refused: {}", refusal.code());
            if (refusal instanceof OtherSubject other) {
                audit.signInRefused(other.account(), WAY, refusal);
            } else {
                // What the provider calls him may be nobody here.
                audit.signIn(null, true, WAY);
            }
            end(request);
            Pages.refused(request, response, HttpStatus.FORBIDDEN, refusal);
            return;
        }
        // Before he is in: a sign-in that cannot be recorded is none.
        audit.signIn(user, false, WAY);
        ProviderSession known = new ProviderSession(
                IdToken.of(person),
                clients.loadAuthorizedClient(Provider.ID, authentication, request),
                clock.instant());
        Object target = request.getSession().getAttribute(SignInController.TARGET);
        // As the engine's own sign-in does: whatever the session before knew is gone, its id and its cross-site token
        // too.
        AuthenticationUtil.revalidateSession(request, AuthenticationUtil.createAuthentication("default", user));
        HttpSession begun = request.getSession();
        begun.setAttribute(ProviderSession.ATTRIBUTE, known);
        begun.setAttribute(ProviderSession.TOUCHED, known.begun);
        elsewhere.mayEnd(StoredSession.of(begun), known.who);
        begun.setMaxInactiveInterval(Math.toIntExact(idle.toSeconds()));
        response.sendRedirect(target instanceof String page ? page : request.getContextPath() + SignInController.START);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String code = failure instanceof OAuth2AuthenticationException e
                ? e.getError().getErrorCode()
                : failure.getClass().getSimpleName();
        HttpSession session = request.getSession(false);
        if (code.equals("authorization_request_not_found") && session != null) {
            if (SignIn.user(session).isPresent()) {
                // In another window he was quicker.
                response.sendRedirect(request.getContextPath() + SignInController.START);
                return;
            }
            if (mayTryAgain(session)) {
                response.sendRedirect(request.getContextPath() + "/sign-in");
                return;
            }
        }
        standby.require();
        audit.signIn(null, true, WAY);
        LOG.info("The provider's answer was refused: {}", code);
        LOG.debug("Why", failure);
        boolean away = failure instanceof OAuth2AuthenticationException e && Provider.isAway(e.getError(), e);
        Pages.refused(
                request,
                response,
                away ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.FORBIDDEN,
                new Refusal(away ? "access.provider-away" : "access.provider-refused"));
    }

    private static boolean mayTryAgain(HttpSession session) {
        int tries = session.getAttribute(TRIES) instanceof Integer before ? before + 1 : 1;
        session.setAttribute(TRIES, tries);
        return tries <= MOST_TRIES;
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
