package org.redshield.bridge.cases.act;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * 行为: something that takes effect outside a desk — a letter, a call to a platform, a publication, a lift, a filing, an extension, a
 * suspension, a designation, a handover. A feature declares each once, as a constant of its {@code …Acts}; titles, doors, the gate
 * and {@code docs/acts.md} read it there.
 *
 * @param code unique in the house
 * @param title as an officer calls it
 * @param law by full name and article
 * @param instruments by class of addressee
 * @param facts what must be on record, as an officer reads it
 * @param from titles of the states in which its subject may be; none where it has no state
 * @param to title of the state to which it moves its subject; empty where that stays
 * @param starts titles of the clocks that run from it
 * @param stops titles of the clocks that end or stand still with it
 * @param moves titles of the clocks that end later by it
 */
public record Act(
        String code,
        String title,
        List<String> law,
        Map<Addressee, Instrument> instruments,
        List<String> facts,
        Set<ActObject> objects,
        Ground ground,
        List<String> from,
        Optional<String> to,
        List<String> starts,
        List<String> stops,
        List<String> moves) {

    public static Declaration named(String code, String title) {
        return new Declaration(code, title);
    }

    @Override
    public String toString() {
        return code;
    }

    /** An act as it is being declared; {@link #on} is said last and makes it. */
    public static final class Declaration {

        private final String code;
        private final String title;
        private final List<String> law = new ArrayList<>();
        private final Map<Addressee, Instrument> instruments = new EnumMap<>(Addressee.class);
        private final List<String> facts = new ArrayList<>();
        private final Set<ActObject> objects = EnumSet.noneOf(ActObject.class);
        private final List<String> from = new ArrayList<>();
        private Optional<String> to = Optional.empty();
        private final List<String> starts = new ArrayList<>();
        private final List<String> stops = new ArrayList<>();
        private final List<String> moves = new ArrayList<>();

        private Declaration(String code, String title) {
            this.code = code;
            this.title = title;
        }

        /** @param provisions law by full name and article, e.g. 《中华人民共和国行政处罚法》第二十六条 */
        public Declaration under(String... provisions) {
            law.addAll(List.of(provisions));
            return this;
        }

        public Declaration to(Addressee whom, Instrument by) {
            instruments.put(whom, by);
            return this;
        }

        /** @param what must be on record, in Chinese */
        public Declaration resting(String... what) {
            facts.addAll(List.of(what));
            return this;
        }

        public Declaration touching(ActObject... what) {
            objects.addAll(List.of(what));
            return this;
        }

        /** @param titles of the states in which its subject may be */
        public Declaration from(String... titles) {
            from.addAll(List.of(titles));
            return this;
        }

        /** @param title of the state to which it moves its subject */
        public Declaration into(String title) {
            to = Optional.of(title);
            return this;
        }

        /** @param clocks titles of those that run from it, as the table of deadlines has them */
        public Declaration starting(String... clocks) {
            starts.addAll(List.of(clocks));
            return this;
        }

        public Declaration stopping(String... clocks) {
            stops.addAll(List.of(clocks));
            return this;
        }

        public Declaration moving(String... clocks) {
            moves.addAll(List.of(clocks));
            return this;
        }

        /** Declares it. @param what it goes on */
        public Act on(Ground what) {
            if (Stream.of(code, title).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("An act has a code and a name");
            }
            return new Act(
                    code,
                    title,
                    List.copyOf(law),
                    Map.copyOf(instruments),
                    List.copyOf(facts),
                    Set.copyOf(objects),
                    what,
                    List.copyOf(from),
                    to,
                    List.copyOf(starts),
                    List.copyOf(stops),
                    List.copyOf(moves));
        }
    }
}
