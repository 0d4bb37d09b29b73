package org.redshield.bridge.bureau;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.engine.account.Hierarchy;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who stands below whom, up to SAMR; platforms stand nowhere. A bureau whose division was abolished leaves its cases behind: it
 * stands below the bureau of the division that followed, so that whoever oversees that one oversees them; where the division
 * was divided or nothing followed, it stays where it stood.
 *
 * <p>Kept in memory, and looked at anew once a minute: another node may have loaded other organisations.
 */
@Component
@DependsOn("directoryLoader")
@RequiredArgsConstructor
public class BureauTree implements Hierarchy {

    private static final Duration BELIEVED = Duration.ofSeconds(60);

    private final JdbcClient db;
    private final Divisions divisions;
    private final InstantSource clock;
    private volatile Tree tree;

    /**
     * A bureau as one goes down to it.
     *
     * @param hasBelow whether there are bureaus below it
     */
    public record Branch(String code, String name, boolean hasBelow) {}

    private record Tree(
            Instant at,
            LocalDate day,
            String load,
            Map<String, String> names,
            Map<String, String> above,
            Map<String, List<String>> below) {

        List<String> belowOf(String code) {
            return below.getOrDefault(code, List.of());
        }
    }

    private record Row(String code, String name, Optional<String> parent) {}

    @Override
    public Set<String> under(Collection<String> organisations) {
        Tree now = tree();
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(organisations);
        while (!open.isEmpty()) {
            String next = open.poll();
            if (found.add(next)) {
                open.addAll(now.belowOf(next));
            }
        }
        return found;
    }

    /** One as it stands in the tree. */
    public Branch branch(String code) {
        return branch(tree(), code);
    }

    /** The bureaus right below one, by code. */
    public List<Branch> below(String code) {
        Tree now = tree();
        return now.belowOf(code).stream().map(one -> branch(now, one)).toList();
    }

    /** The bureau itself, and what stands above it, from the top. */
    public List<Branch> pathTo(String code) {
        Tree now = tree();
        Deque<Branch> path = new ArrayDeque<>();
        Set<String> passed = new LinkedHashSet<>();
        for (String next = code;
                next != null && passed.add(next);
                next = now.above().get(next)) {
            path.addFirst(branch(now, next));
        }
        return List.copyOf(path);
    }

    private static Branch branch(Tree tree, String code) {
        return new Branch(
                code, tree.names().getOrDefault(code, code), !tree.belowOf(code).isEmpty());
    }

    private Tree tree() {
        Tree known = tree;
        Instant now = clock.instant();
        LocalDate day = ChinaTime.day(now);
        if (known != null && now.isBefore(known.at().plus(BELIEVED)) && !now.isBefore(known.at())) {
            return known;
        }
        String load = db.sql("select content_hash from directory_load")
                .query(String.class)
                .optional()
                .orElse("");
        Tree read = known != null && known.load().equals(load) && known.day().equals(day)
                ? new Tree(now, day, load, known.names(), known.above(), known.below())
                : read(now, day, load);
        tree = read;
        return read;
    }

    private Tree read(Instant now, LocalDate day, String load) {
        List<Row> rows = db.sql("select code, name, parent_code from organisation where kind = 'BUREAU' order by code")
                .query((row, n) -> new Row(
                        row.getString("code"),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("parent_code"))))
                .list();
        Map<String, String> names = new LinkedHashMap<>();
        rows.forEach(row -> names.put(row.code(), row.name()));
        Map<String, String> above = new HashMap<>();
        Map<String, List<String>> below = new HashMap<>();
        for (Row row : rows) {
            Optional<String> successor = divisions
                    .at(row.code(), day)
                    .certain()
                    .filter(code -> !code.equals(row.code()) && names.containsKey(code));
            successor.or(row::parent).ifPresent(parent -> {
                above.put(row.code(), parent);
                below.computeIfAbsent(parent, code -> new ArrayList<>()).add(row.code());
            });
        }
        return new Tree(now, day, load, names, above, below);
    }
}
