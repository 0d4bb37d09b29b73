package org.redshield.bridge.access.visibility;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.engine.account.Sight;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * How a supervisor reads what a bureau below has: as that bureau's own supervisor would read it, no more and no less, whatever
 * other roles he has in his own. Only what is read is read so; whatever changes something is asked as who he is, and the
 * bureau below is then none of his.
 */
@Component
@RequiredArgsConstructor
class EyesBelow implements Caller.Viewpoint {

    /** Names the bureau; without it, the one below that has what is asked for. */
    private static final String PARAMETER = "bureau";

    private static final List<String> LISTS = List.of("/api/cases", "/api/search", "/api/clues", "/api/clues/counts");

    private final Sight sight;
    private final ObjectProvider<Holders> holders;

    /** @throws NotFound {@code access.bureau-not-in-sight} for a bureau that is named and does not stand below his own */
    @Override
    public Caller of(Caller caller, HttpServletRequest request) {
        if (!Sight.reachesBelow(caller.groups()) || !Set.of("GET", "HEAD").contains(request.getMethod())) {
            return caller;
        }
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        String named = request.getParameter(PARAMETER);
        Set<String> below = sight.of(caller.groups(), caller.tenants());
        boolean byName = named != null && !named.isBlank();
        if (LISTS.contains(path)) {
            return byName ? as(caller, seen(named.strip(), below)) : caller;
        }
        if (below.size() == caller.tenants().size()) {
            return caller;
        }
        Set<String> among = byName ? Set.of(seen(named.strip(), below)) : below;
        List<String> have = holders.stream()
                .flatMap(one -> one.of(path, among).stream())
                .findFirst()
                .orElse(List.of());
        return Stream.concat(have.stream().filter(caller.tenants()::contains), have.stream())
                .findFirst()
                .map(first -> as(caller, first))
                .orElse(caller);
    }

    private static String seen(String bureau, Set<String> below) {
        if (!below.contains(bureau)) {
            throw new NotFound("access.bureau-not-in-sight");
        }
        return bureau;
    }

    private Caller as(Caller caller, String bureau) {
        if (caller.tenants().contains(bureau)) {
            return caller;
        }
        Map<String, Integer> seen = new HashMap<>();
        for (String own : caller.tenants()) {
            Set<String> below = sight.of(caller.groups(), List.of(own));
            if (below.contains(bureau)) {
                seen.put(own, below.size());
            }
        }
        List<String> above = seen.keySet().stream()
                .sorted(Comparator.<String, Integer>comparing(seen::get).thenComparing(Comparator.naturalOrder()))
                .toList();
        return new Caller(caller.userId(), Set.of(Sight.SUPERVISOR), List.of(bureau), above);
    }
}
