package org.redshield.bridge.access.provider;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

/**
 * What a session knows of the provider. Each request has a copy of its own: nobody changes it but who holds the session's lease
 * and puts it back ({@link Sessions}). When the person last did something is another attribute, which anybody writes.
 */
final class ProviderSession implements Serializable {

    static final String ATTRIBUTE = ProviderSession.class.getName();
    /** When the person last did something. */
    static final String TOUCHED = ATTRIBUTE + ".touched";

    private static final long serialVersionUID = 1;

    /** A token as it lies in a session; of a refresh token without scopes. */
    private record Token(String value, Instant issued, Instant expires, ArrayList<String> scopes)
            implements Serializable {

        static Token of(OAuth2AccessToken token) {
            return new Token(
                    token.getTokenValue(),
                    token.getIssuedAt(),
                    token.getExpiresAt(),
                    new ArrayList<>(token.getScopes().stream().sorted().toList()));
        }

        static Token of(OAuth2RefreshToken token) {
            return token == null
                    ? null
                    : new Token(token.getTokenValue(), token.getIssuedAt(), token.getExpiresAt(), new ArrayList<>());
        }
    }

    final IdToken who;
    final Instant begun;
    private Token access;
    /** Null where the provider gives none. */
    private Token refresh;
    /** When the provider last said that all is well. */
    Instant confirmed;
    /** While the provider is away it is not asked at every request. */
    Instant askAgain;

    ProviderSession(IdToken who, OAuth2AuthorizedClient client, Instant now) {
        this.who = who;
        this.access = Token.of(client.getAccessToken());
        this.refresh = Token.of(client.getRefreshToken());
        this.begun = now;
        this.confirmed = now;
        this.askAgain = now;
    }

    OAuth2AccessToken access() {
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                access.value(),
                access.issued(),
                access.expires(),
                Set.copyOf(access.scopes()));
    }

    /** Null where the provider gives none. */
    OAuth2RefreshToken refresh() {
        return refresh == null ? null : new OAuth2RefreshToken(refresh.value(), refresh.issued(), refresh.expires());
    }

    /** @param next null where the one before stays good */
    void isRefreshed(OAuth2AccessToken token, OAuth2RefreshToken next) {
        access = Token.of(token);
        if (next != null) {
            refresh = Token.of(next);
        }
    }
}
