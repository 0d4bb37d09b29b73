package org.redshield.bridge.access.provider;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.page.OwnPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The ways to the provider and back. */
@Controller
@ByProvider
@Hidden
class SignInController {

    static final String ACTIVITY = "/sign-in/activity";
    /** Where the person wanted to go. */
    static final String TARGET = SignInController.class.getName() + ".target";

    static final String START = "/camunda/app/tasklist/default/";

    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);
    /** Pages of ours, with what follows their path; never another host, and nothing that a browser would read as one. */
    private static final Pattern OURS =
            Pattern.compile("(?!.*(\\.\\.|\\\\))(/camunda/app/\\w+/|/signed-in$|" + OwnPage.PATHS + ")[\\x21-\\x7e]*");

    /** So long the provider is told of a sign-out; a page that was open at that moment may lead here more than once. */
    private static final Duration IN_TIME = Duration.ofMinutes(1);

    private final Provider provider;
    private final InstantSource clock;
    private final OidcClientInitiatedLogoutSuccessHandler signOut;

    SignInController(Provider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
        this.signOut = new OidcClientInitiatedLogoutSuccessHandler(provider.registrations());
        signOut.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        signOut.setDefaultTargetUrl("/signed-out");
    }

    /**
     * @param to where the person wanted to go; anything but a page of ours is his start page
     * @param another whether the provider is to ask who it is, even of somebody it knows
     */
    @GetMapping("/sign-in")
    void signIn(
            @RequestParam(required = false) String to,
            @RequestParam(defaultValue = "false") boolean another,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        if (!another && justSignedOut(request).isPresent()) {
            // His page asked for something at that moment, and was sent here: the provider must not let him in again.
            signOut(request, response);
            return;
        }
        try {
            provider.registration();
        } catch (RuntimeException e) {
            LOG.warn("The provider of the sign-in does not say what it is", e);
            Pages.refused(request, response, HttpStatus.SERVICE_UNAVAILABLE, new Refusal("access.provider-away"));
            return;
        }
        request.getSession().setAttribute(TARGET, within(to, request.getContextPath()));
        response.sendRedirect(
                request.getContextPath() + "/oauth2/authorization/" + Provider.ID + (another ? "?another=true" : ""));
    }

    static String within(String to, String contextPath) {
        boolean ours = to != null
                && to.startsWith(contextPath)
                && OURS.matcher(to.substring(contextPath.length())).matches();
        return ours ? to : contextPath + START;
    }

    /** Whoever has just signed out here is signed out at the provider too; to somebody who has not nothing happens. */
    @GetMapping("/sign-out")
    void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Optional<IdToken> person = justSignedOut(request);
        if (person.isPresent()) {
            signOut.onLogoutSuccess(request, response, person.get().authentication());
        } else {
            response.sendRedirect(request.getContextPath() + "/signed-out");
        }
    }

    private Optional<IdToken> justSignedOut(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(SignedOut.ATTRIBUTE))
                .map(SignedOut.class::cast)
                .filter(out -> clock.instant().isBefore(out.at().plus(IN_TIME)))
                .map(SignedOut::who);
    }

    @GetMapping("/signed-out")
    void signedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(SignedOut.ATTRIBUTE) != null) {
            session.invalidate();
        }
        Pages.signedOut(request, response);
    }

    @GetMapping("/signed-in")
    void signedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Pages.signedIn(request, response);
    }

    /** A page says that somebody sits in front of it ({@code bridge/provided.js}). The session filter has seen it. */
    @PostMapping(ACTIVITY)
    ResponseEntity<Void> activity() {
        return ResponseEntity.noContent().build();
    }

    /** Takes the place of the file that says to the pages that people sign in with passwords. */
    @GetMapping("/bridge/provider.js")
    ResponseEntity<String> provider() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .body("export const provider = true;\n");
    }
}
