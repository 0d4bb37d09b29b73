package org.redshield.bridge.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.session.StoredSession;
import org.redshield.bridge.engine.account.Person;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;

/** Whether who asked is still signed in, for what goes on after he was let in. */
public final class SignIn {

    /** Says for whom a bearer token speaks that its issuer has signed. */
    @FunctionalInterface
    public interface ByToken {

        /**
         * Nobody where the bridge does not know the person, or the token gives him nothing.
         *
         * @throws Refusal for whoever brings it, where there is something to say
         */
        Optional<Caller> holder(Jwt token);

        /** Whether whoever signs these tokens also signs people in, and no password is taken. */
        default boolean insteadOfPasswords() {
            return false;
        }
    }

    /** Says what somebody who brings his password along with a request still lacks. */
    @FunctionalInterface
    public interface ByPassword {

        /** @throws org.redshield.bridge.Refusal with what he has to do before he may ask for anything in that way */
        void require(Person person);
    }

    private SignIn() {}

    /** By a session of Tasklist or Cockpit; looking at it does not prolong it. Empty where each request brings its own proof. */
    public static Optional<BooleanSupplier> session(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .filter(session -> request.getHeader(HttpHeaders.AUTHORIZATION) == null)
                .map(session -> user(session)
                        .map(user -> StoredSession.of(session).goesOnAs(user))
                        .orElse(() -> false));
    }

    /** The session's cross-site token, for a page of ours that Tasklist's own cookie does not reach. */
    public static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (String) session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME));
    }

    /** The same with his roles and organisations, as they were when he signed in. */
    public static Optional<Caller> caller(HttpSession session) {
        try {
            return Optional.ofNullable(AuthenticationUtil.getAuthsFromSession(session)
                            .getAuthenticationForProcessEngine("default"))
                    .map(signedIn -> signedIn instanceof UserAuthentication person
                            ? new Caller(
                                    person.getIdentityId(),
                                    person.getGroupIds() == null ? Set.of() : Set.copyOf(person.getGroupIds()),
                                    person.getTenantIds() == null ? List.of() : List.copyOf(person.getTenantIds()))
                            : new Caller(signedIn.getIdentityId(), Set.of(), List.of()));
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }

    /** Who is signed in by that session. */
    public static Optional<String> user(HttpSession session) {
        try {
            Authentications signedIn = AuthenticationUtil.getAuthsFromSession(session);
            return Optional.ofNullable(signedIn.getAuthenticationForProcessEngine("default"))
                    .map(Authentication::getIdentityId);
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }
}
