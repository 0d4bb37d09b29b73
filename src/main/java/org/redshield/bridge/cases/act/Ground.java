package org.redshield.bridge.cases.act;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.cases.RecordedAct;

/** On what an act goes: a decision over its very content, an earlier decision or a letter that covers it, or a rule. */
public sealed interface Ground {

    /**
     * A decision over this content, by four eyes, used once. Who takes it says the table of approvals by the form's name.
     *
     * @param forms names of the forms on which it is taken; one is enough
     * @param weights as what some content counts in the table of approvals that takes a higher head than the form
     * @param formerly names of the recorded acts by which releases before ADR 0151 put such a decision on record
     * @param elsewhere by which provision whoever is written to decides, where nobody of the own organisation may; empty where that
     *     cannot be
     */
    record Decision(Set<String> forms, Set<String> weights, Set<String> formerly, Optional<String> elsewhere)
            implements Ground {

        /** Where nobody of the own organisation may decide, the receiver does; the effect says when that is so. */
        public Decision orElsewhere(String provision) {
            return new Decision(forms, weights, formerly, Optional.of(provision));
        }

        /** Content of the form that counts so is decided by whom the table of approvals names for that. */
        public Decision weighed(Enum<?>... as) {
            return new Decision(
                    forms,
                    Arrays.stream(as).map(Enum::name).collect(Collectors.toUnmodifiableSet()),
                    formerly,
                    elsewhere);
        }

        /** A decision of a release before this one counts for what its row and case held then. */
        public Decision formerly(RecordedAct... acts) {
            return formerly(Arrays.stream(acts).map(RecordedAct::name).toArray(String[]::new));
        }

        /** @param acts names of recorded acts of a feature that this one does not know */
        public Decision formerly(String... acts) {
            return new Decision(forms, weights, Set.of(acts), elsewhere);
        }
    }

    /**
     * An earlier decision of the same organisation in the same case covers it.
     *
     * @param by the act that was decided on
     * @param why in one sentence, for whoever asks on what it went
     * @param widely whether that decision was about something else in the case: of what a campaign's head decided, each member is told
     */
    record Covered(Act by, String why, boolean widely) implements Ground {}

    /**
     * A letter lists it: an own one, which went out on its ground, or one that was received and accepted. The door holds what it
     * lets out against that letter.
     *
     * @param why in one sentence, for whoever asks on what it went
     */
    record Listed(String why) implements Ground {}

    /**
     * A rule of law or of a protocol: nobody decides.
     *
     * @param provision law by full name and article, or the protocol
     */
    record Rule(String provision) implements Ground {}

    static Decision decision(String... forms) {
        return new Decision(Set.of(forms), Set.of(), Set.of(), Optional.empty());
    }

    /** A decision about the same request, disposition, transfer … covers it. */
    static Covered covered(Act by, String why) {
        return new Covered(by, why, false);
    }

    /** A decision in the same case covers it, whatever that was about. */
    static Covered coveredWidely(Act by, String why) {
        return new Covered(by, why, true);
    }

    static Listed listed(String why) {
        return new Listed(why);
    }

    static Rule rule(String provision) {
        return new Rule(provision);
    }

    /** The decision on which it rests in the end; none under a rule or by a letter. */
    static Optional<Decision> decision(Ground ground) {
        if (ground instanceof Covered covered) {
            return decision(covered.by().ground());
        }
        return ground instanceof Decision decision ? Optional.of(decision) : Optional.empty();
    }
}
