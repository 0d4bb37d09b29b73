package org.redshield.bridge.access.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.token.AccessTokens;
import org.redshield.bridge.access.token.AccountSubjects;
import org.redshield.bridge.access.token.OtherSubject;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

/**
 * Bearer tokens of the provider: access tokens signed by it, for us, not over, of the subject whose the account is; one that is
 * valid for longer than a session is believed is asked about at the provider, as often. A token gives what it and the directory both
 * say, and changes no role: it may be older than what the directory learnt since.
 */
@Component
@ByProvider
class BearerTokens implements JwtDecoder, SignIn.ByToken {

    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);
    private static final int MOST_KEPT = 10_000;

    private final Provider provider;
    private final Persons persons;
    private final People people;
    private final SignInSettings settings;
    private final InstantSource clock;
    private final AccountSubjects subjects;
    private final JwtDecoder signatures;
    /** When the provider last said that a token is still good, by the token's hash; the one asked about longest ago goes first. */
    private final Map<String, Instant> good = new LinkedHashMap<>();

    BearerTokens(
            Provider provider,
            Persons persons,
            People people,
            SignInSettings settings,
            InstantSource clock,
            AccountSubjects subjects) {
        this.provider = provider;
        this.persons = persons;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
        this.subjects = subjects;
        this.signatures = new SupplierJwtDecoder(
                () -> provider.tokens(clock, AccessTokens.headers(), new AccessTokens(List.of(settings.audience()))));
    }

    @Override
    public Jwt decode(String text) throws JwtException {
        Jwt token = signatures.decode(text);
        if (token.getExpiresAt() == null || token.getIssuedAt() == null) {
            throw new BadJwtException("The token does not say how long it is valid");
        }
        Duration life = Duration.between(token.getIssuedAt(), token.getExpiresAt());
        if (life.plus(Provider.SKEW).compareTo(settings.refreshAfter()) > 0) {
            requireStillGood(text);
        }
        return token;
    }

    private void requireStillGood(String text) {
        String key = Hashes.sha256(text);
        Instant now = clock.instant();
        synchronized (good) {
            Instant asked = good.get(key);
            if (asked != null && now.isBefore(asked.plus(settings.refreshAfter()))) {
                return;
            }
        }
        introspect(text);
        synchronized (good) {
            good.remove(key);
            good.put(key, now);
            if (good.size() > MOST_KEPT) {
                good.remove(good.keySet().iterator().next());
            }
        }
    }

    /** Without an answer it is not good: programs come again, and no work of theirs is lost. */
    private void introspect(String text) {
        String address = provider.metadata("introspection_endpoint")
                .orElseThrow(() -> new BadJwtException("The provider cannot be asked about tokens that live long"));
        try {
            RestTemplate asked = new RestTemplate(Provider.patience());
            asked.getInterceptors()
                    .add(new BasicAuthenticationInterceptor(
                            settings.clientId(), settings.clientSecret(), StandardCharsets.UTF_8));
            new SpringOpaqueTokenIntrospector(address, asked).introspect(text);
        } catch (BadOpaqueTokenException e) {
            throw new BadJwtException("The provider has taken the token back", e);
        } catch (OAuth2IntrospectionException e) {
            LOG.warn("The provider does not say whether a token is still good");
            throw new BadJwtException("The provider does not answer", e);
        }
    }

    @Override
    public Optional<Caller> holder(Jwt token) {
        try {
            Rights rights = persons.readOnly(token.getClaims());
            Optional<Caller> caller = people.find(rights.user())
                    .map(person -> both(person, rights))
                    .filter(one -> !one.groups().isEmpty());
            caller.ifPresent(one -> subjects.require(one.userId(), token));
            return caller;
        } catch (OtherSubject | RetryLater refusal) {
            throw refusal;
        } catch (Refusal refusal) {
            LOG.info("Refused: {}", refusal.code());
            return Optional.empty();
        }
    }

    @Override
    public boolean insteadOfPasswords() {
        return true;
    }

    private static Caller both(Person person, Rights rights) {
        Set<String> groups = new LinkedHashSet<>(person.groups());
        groups.retainAll(rights.groups());
        // For whom he stands in says the bridge, and no provider.
        groups.addAll(person.instead().keySet());
        List<String> tenants =
                person.tenants().stream().filter(rights.tenants()::contains).toList();
        return new Caller(person.id(), groups, tenants);
    }
}
