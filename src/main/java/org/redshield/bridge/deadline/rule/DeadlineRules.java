package org.redshield.bridge.deadline.rule;

import java.util.List;
import java.util.Optional;

/** The table of deadlines: the one place that says how long, by which ground, and what stops or extends it. */
public interface DeadlineRules {

    /**
     * What is asked of the table. An agreement between the two organisations comes before the general rule.
     *
     * @param kind key of the table
     * @param requested a bureau or a platform
     */
    record Query(String kind, Optional<String> requester, Optional<String> requested, Optional<String> dataset) {

        /** By the general rule. */
        public static Query of(ClockKey kind) {
            return of(kind.name());
        }

        /** By the general rule of a kind that only the table knows. */
        public static Query of(String kind) {
            return new Query(kind, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Between two organisations. */
        public Query between(String requester, String requested) {
            return new Query(kind, Optional.of(requester), Optional.of(requested), dataset);
        }

        /** For a dataset of a platform. */
        public Query dataset(String name) {
            return new Query(kind, requester, requested, Optional.of(name));
        }
    }

    /** The first row that fits, in the newest version of the table. */
    Optional<KindRule> find(Query query);

    /** The deadlines of a bureau's own cases that an officer may register, in the order of the table. */
    List<KindRule> ofCases();

    /**
     * The first row that fits.
     *
     * @throws DeadlineRefusal {@code deadline.kind-unknown}
     */
    default KindRule get(Query query) {
        return find(query).orElseThrow(() -> new DeadlineRefusal("deadline.kind-unknown", query.kind()));
    }
}
