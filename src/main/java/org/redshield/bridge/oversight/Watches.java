package org.redshield.bridge.oversight;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.redshield.bridge.engine.account.Sight;
import org.springframework.stereotype.Component;

/** Whose deadlines somebody may see, and how many bureaus are told as a few. */
@Component
@RequiredArgsConstructor
class Watches {

    private static final String ADMINISTRATORS = "camunda-admin";
    private static final String[] CASE_WORK = {
        "officer", "unitHead", "bureauHead", "chiefHead", "reviewer", Sight.SUPERVISOR, "liaison"
    };

    private final Sight sight;
    private final BureauTree tree;

    /**
     * Administrators see everything; who works on cases sees his own organisation's deadlines, and a supervisor those of
     * the bureaus below too.
     *
     * @throws Forbidden {@code oversight.not-for-role}
     */
    Watch of(Caller caller) {
        if (caller.hasRole(ADMINISTRATORS)) {
            return new Watch(Optional.empty(), false);
        }
        if (!caller.hasRole(CASE_WORK)) {
            throw new Forbidden("oversight.not-for-role");
        }
        return ofSight(caller);
    }

    /** The same of supervisors alone, whatever else they are. @throws Forbidden {@code oversight.not-for-role} */
    Watch ofSupervisor(Caller caller) {
        if (!caller.hasRole(Sight.SUPERVISOR)) {
            throw new Forbidden("oversight.not-for-role");
        }
        return ofSight(caller);
    }

    private Watch ofSight(Caller caller) {
        return new Watch(
                Optional.of(List.copyOf(sight.of(caller.groups(), caller.tenants()))),
                caller.hasRole(Sight.SUPERVISOR));
    }

    /**
     * The same, but of one bureau only; one that is not in sight gives nothing.
     *
     * @param below whether with those below it
     */
    Watch only(Watch watch, Optional<String> tenant, boolean below) {
        return tenant.map(one -> watch.only(below ? tree.under(List.of(one)) : Set.of(one)))
                .orElse(watch);
    }

    /**
     * Many bureaus told as a few.
     *
     * @param of by bureau the part to which it belongs: the bureau on the next level down that stands above it, or it itself
     * @param divided those parts that can be divided further
     * @param path where one stands in the tree: what is told, and what stands above it, as far as it is in sight
     */
    record Parts(Map<String, String> of, Set<String> divided, List<Branch> path) {

        String[] tenants() {
            return of.keySet().toArray(String[]::new);
        }

        /** The bureau whose numbers these are; empty where several stand side by side. */
        Optional<String> top() {
            return path.isEmpty()
                    ? Optional.empty()
                    : Optional.of(path.get(path.size() - 1).code());
        }
    }

    /**
     * Where the numbers of a part stand.
     *
     * @param below whether those of the bureau with all below it, kept where there is any; else its own alone
     */
    record Node(String part, String code, boolean below) {}

    /** Few places from which the numbers of all parts come, each counted once. */
    List<Node> nodes(Parts parts) {
        Map<String, List<String>> members = parts.of().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return members.entrySet().stream()
                .flatMap(part -> nodes(part.getKey(), part.getValue()))
                .toList();
    }

    /** The same of all parts together, which is called {@code ""}. */
    List<Node> whole(Parts parts) {
        Optional<String> top = parts.top();
        return top.isPresent()
                ? nodes("", List.copyOf(parts.of().keySet()), top.get()).toList()
                : nodes(parts).stream()
                        .map(node -> new Node("", node.code(), node.below()))
                        .toList();
    }

    private Stream<Node> nodes(String part, List<String> members) {
        return nodes(part, members, part);
    }

    private Stream<Node> nodes(String part, List<String> members, String head) {
        return members.size() > 1 && tree.under(List.of(head)).equals(Set.copyOf(members))
                ? Stream.of(new Node(part, head, true))
                : members.stream().map(one -> new Node(part, one, false));
    }

    /** @param chosen where one has gone down to; empty for the top of what is in sight */
    Parts parts(Watch watch, Optional<String> chosen) {
        Watch seen = only(watch, chosen, true);
        if (seen.tenants().isEmpty()) {
            return new Parts(Map.of(), Set.of(), List.of());
        }
        Set<String> open = new LinkedHashSet<>(seen.tenants().get());
        List<String> roots = roots(open);
        Optional<String> top = roots.size() == 1 ? Optional.of(roots.get(0)) : Optional.empty();
        List<String> parts = new ArrayList<>();
        Map<String, String> of = new LinkedHashMap<>();
        top.ifPresent(one -> of.put(one, one));
        top.map(one -> tree.below(one).stream().map(Branch::code).toList())
                .orElse(roots)
                .forEach(parts::add);
        Set<String> divided = new LinkedHashSet<>();
        for (String part : parts) {
            Set<String> under = tree.under(List.of(part));
            under.stream().filter(open::contains).forEach(bureau -> of.putIfAbsent(bureau, part));
            if (under.size() > 1) {
                divided.add(part);
            }
        }
        return new Parts(of, divided, top.map(one -> path(watch, one)).orElse(List.of()));
    }

    /** Those of them that stand below none of them. */
    private List<String> roots(Collection<String> bureaus) {
        Set<String> roots = new LinkedHashSet<>(bureaus);
        for (String bureau : bureaus) {
            if (roots.contains(bureau)) {
                Set<String> under = tree.under(List.of(bureau));
                roots.removeIf(other -> !other.equals(bureau) && under.contains(other));
            }
        }
        return List.copyOf(roots);
    }

    private List<Branch> path(Watch watch, String code) {
        return tree.pathTo(code).stream()
                .filter(branch -> watch.tenants()
                        .map(seen -> seen.contains(branch.code()))
                        .orElse(true))
                .toList();
    }
}
