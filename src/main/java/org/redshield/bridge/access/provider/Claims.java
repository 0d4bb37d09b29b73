package org.redshield.bridge.access.provider;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.Tenants.Tenant;

/** Reads a provider's claims by the mapping of the settings. What is not understood is refused, never left out. */
final class Claims {

    private static final String ALL = "*";

    private final SignInSettings settings;
    private final Map<String, Tenant> tenants;

    Claims(SignInSettings settings, List<Tenant> connected) {
        this.settings = settings;
        this.tenants = connected.stream().collect(Collectors.toMap(Tenant::code, tenant -> tenant));
    }

    /** @throws Refusal when something is missing, unknown, or does not go together */
    Rights rights(Map<String, Object> claims) {
        String user = values(claims, settings.userClaim(), "access.account-not-told").stream()
                .findFirst()
                .orElseThrow(() -> missing(settings.userClaim(), "access.account-not-told"));
        Set<Role> roles = new LinkedHashSet<>();
        values(claims, settings.rolesClaim(), "access.roles-not-told").forEach(name -> roles.add(role(name)));
        if (roles.isEmpty()) {
            return new Rights(user, Set.of(), Set.of());
        }
        requireApart(roles);
        Set<String> organisations = organisations(claims, roles);
        for (Role role : roles) {
            organisations.stream()
                    .map(tenants::get)
                    .filter(tenant -> !role.isCentral() && role.isOfPlatform() != tenant.platform())
                    .findFirst()
                    .ifPresent(tenant -> {
                        throw new Refusal("access.role-elsewhere", role.title(), tenant.name());
                    });
        }
        return new Rights(user, roles.stream().map(Role::group).collect(Collectors.toSet()), organisations);
    }

    /** Here already, with the provider's part in it: the account would refuse it, too. */
    private static void requireApart(Set<Role> roles) {
        roles.stream().filter(Role::isOffice).findFirst().ifPresent(office -> roles.stream()
                .filter(other -> other != office)
                .findFirst()
                .ifPresent(other -> {
                    throw new Refusal("access.duties-apart", office.title(), other.title());
                }));
    }

    private Role role(String name) {
        return Role.of(settings.roleNames().getOrDefault(name, name))
                .orElseThrow(() -> new Refusal("access.unknown-role", name));
    }

    private Set<String> organisations(Map<String, Object> claims, Set<Role> roles) {
        List<String> named = values(claims, settings.organisationClaim(), "access.organisation-not-told");
        if (named.isEmpty()) {
            throw missing(settings.organisationClaim(), "access.organisation-not-told");
        }
        boolean all = named.equals(List.of(ALL)) && roles.stream().allMatch(Role::isCentral);
        if (!all) {
            named.stream()
                    .filter(code -> !tenants.containsKey(code))
                    .findFirst()
                    .ifPresent(code -> {
                        throw new Refusal("access.unknown-organisation", code);
                    });
        }
        return all ? tenants.keySet() : new LinkedHashSet<>(named);
    }

    /** @throws Refusal when one of the roles asks for a second factor and the claims tell of none */
    void requireSecondFactor(Rights rights, Map<String, Object> claims) {
        boolean given = settings.secondFactorLevels().stream().anyMatch(values(claims.get("acr"))::contains)
                || settings.secondFactorMethods().stream().anyMatch(values(claims.get("amr"))::contains);
        if (!given) {
            settings.secondFactorRoles().stream()
                    .filter(rights.groups()::contains)
                    .findFirst()
                    .flatMap(Role::of)
                    .ifPresent(role -> {
                        throw new Refusal("access.second-factor-missing", role.title());
                    });
        }
    }

    private static List<String> values(Map<String, Object> claims, String claim, String what) {
        Object value = claims.get(claim);
        if (value == null) {
            throw missing(claim, what);
        }
        return values(value);
    }

    private static List<String> values(Object claim) {
        Stream<?> all = claim instanceof Collection<?> several ? several.stream() : Stream.ofNullable(claim);
        return all.map(String::valueOf)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Refusal missing(String claim, String code) {
        return new Refusal(code, claim);
    }
}
