package org.redshield.bridge.access.provider;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.WrongSetting;
import org.redshield.bridge.access.Role;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in by an OpenID Connect provider. docs/operations/sign-in.md has an example.
 *
 * @param issuer the provider's address, from which everything else about it is learnt, as
 *     {@code https://sso.example/realms/scjg}; without it people sign in with names and passwords of the bridge
 * @param clientId what this bridge is called at the provider
 * @param clientSecret its secret there
 * @param firstAccount name of an account that is made at the start where there is none, without roles: that of the first account
 *     administrator, who makes all others
 * @param audience for whom bearer tokens must be made out; without it {@code client-id}
 * @param scopes what is asked of the provider
 * @param userClaim the claim with the name of the account, which the bridge must know already
 * @param organisationClaim the claim with the code of the person's organisation (310105, taobao), or a list of them;
 *     {@code *} stands for all, in roles that are one for the whole installation
 * @param rolesClaim the claim with the list of the person's roles
 * @param roleNames what the provider calls a role, and our name for it, as {@code 办案人员: officer}; our own names need no entry.
 *     A name that is neither is refused
 * @param secondFactorRoles roles that nobody has without a second factor, also where people sign in with passwords of the bridge; but
 *     for the demonstration
 * @param secondFactorMethods values of the claim {@code amr} that are one (RFC 8176)
 * @param secondFactorLevels values of the claim {@code acr} that mean one
 * @param refreshAfter how long a session is believed before the provider is asked again, and how long a bearer token may be
 *     valid without that; never more than a minute
 * @param providerAway how long after its last good answer sessions go on while the provider does not answer
 * @param idle how long a session lasts in which nobody opens a page, clicks or types
 * @param longest how long any session lasts
 */
@ConfigurationProperties(prefix = "bridge.sign-in", ignoreUnknownFields = false)
public record SignInSettings(
        String issuer,
        String clientId,
        String clientSecret,
        String firstAccount,
        String audience,
        @DefaultValue({"openid", "profile"}) Set<String> scopes,
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue("organisation") String organisationClaim,
        @DefaultValue("roles") String rolesClaim,
        Map<String, String> roleNames,

        @DefaultValue({"unitHead", "bureauHead", "chiefHead", "operator", "securityAdmin", "accountAdmin"})
        List<String> secondFactorRoles,

        @DefaultValue({"mfa", "otp", "hwk", "sc"}) List<String> secondFactorMethods,
        List<String> secondFactorLevels,
        @DefaultValue("60s") Duration refreshAfter,
        @DefaultValue("5m") Duration providerAway,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration longest) {

    private static final Duration LONGEST_BELIEVED = Duration.ofMinutes(1);

    public SignInSettings {
        issuer = issuer == null ? "" : issuer.strip();
        WrongSetting.unlessAddress("issuer", issuer);
        firstAccount = firstAccount == null ? "" : firstAccount.strip();
        roleNames = roleNames == null ? Map.of() : Map.copyOf(roleNames);
        secondFactorLevels = secondFactorLevels == null ? List.of() : List.copyOf(secondFactorLevels);
        scopes = new LinkedHashSet<>(scopes);
        if (!issuer.isEmpty()) {
            audience = audience == null || audience.isBlank() ? clientId : audience;
        }
        if (refreshAfter.isNegative() || refreshAfter.compareTo(LONGEST_BELIEVED) > 0) {
            throw new WrongSetting("refresh-after", "不能长于 60 秒", "is at most 60 s");
        }
        known("role-names", roleNames.values());
        known("second-factor-roles", secondFactorRoles);
    }

    private static void known(String key, Collection<String> roles) {
        roles.stream().filter(role -> Role.of(role).isEmpty()).findFirst().ifPresent(role -> {
            throw new WrongSetting(key, "没有名为“" + role + "”的角色", "knows no role " + role);
        });
    }

    /** Whether people sign in at a provider, and no password is taken. */
    public boolean byProvider() {
        return !issuer.isEmpty();
    }
}
