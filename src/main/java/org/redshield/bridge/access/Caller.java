package org.redshield.bridge.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.redshield.bridge.Refusal;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The signed-in person of this request, as the identity service knows them now.
 *
 * @param above where a supervisor reads what a bureau below has, through whose eyes the rest of this is told ({@link
 *     Viewpoint}): those of his own organisations that stand above it, the nearest first; empty for everybody else
 */
public record Caller(String userId, Set<String> groups, List<String> tenants, List<String> above) {

    /** As whom a request is answered; {@code access.visibility} says it. */
    @FunctionalInterface
    public interface Viewpoint {

        /** @throws NotFound when the request names an organisation that this person does not see */
        Caller of(Caller caller, HttpServletRequest request);
    }

    public Caller(String userId, Set<String> groups, List<String> tenants) {
        this(userId, groups, tenants, List.of());
    }

    /** @throws IllegalStateException outside a request that passed the API's sign-in */
    public static Caller current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("No caller is signed in");
    }

    /** The one organisation for which the person acts. */
    public String tenant() {
        if (tenants.size() != 1) {
            throw new Refusal("access.no-single-organisation");
        }
        return tenants.get(0);
    }

    /** Whether he is none of the people of {@link #tenant}, so that his reading something says nothing of the bureau. */
    public boolean looksOn() {
        return !above.isEmpty();
    }

    /** The organisation to which the person belongs, for what goes on record of him: never one that he only looks into. */
    public String organisation() {
        return looksOn() ? above.get(0) : tenant();
    }

    public boolean hasRole(String... anyOf) {
        return Set.of(anyOf).stream().anyMatch(groups::contains);
    }
}
