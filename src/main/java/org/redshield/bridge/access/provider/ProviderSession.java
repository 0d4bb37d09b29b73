package org.redshield.bridge.access.provider;

import java.time.Instant;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** What a session knows of the provider. It lies in the session's memory on one node and nowhere else. */
final class ProviderSession {

    static final String ATTRIBUTE = ProviderSession.class.getName();

    final OAuth2AuthenticationToken authentication;
    final Instant begun;
    OAuth2AccessToken access;
    /** Null where the provider gives none. */
    OAuth2RefreshToken refresh;
    /** When the provider last said that all is well. */
    Instant confirmed;
    /** When the person last did something. */
    Instant touched;
    /** While the provider is away it is not asked at every request. */
    Instant askAgain;
    /** The provider has said so. */
    volatile boolean signedOut;
    /** Requests that waited for the one that ended it need not ask too. */
    boolean over;

    ProviderSession(OAuth2AuthenticationToken authentication, OAuth2AuthorizedClient client, Instant now) {
        this.authentication = authentication;
        this.access = client.getAccessToken();
        this.refresh = client.getRefreshToken();
        this.begun = now;
        this.confirmed = now;
        this.touched = now;
        this.askAgain = now;
    }

    OidcUser user() {
        return (OidcUser) authentication.getPrincipal();
    }
}
