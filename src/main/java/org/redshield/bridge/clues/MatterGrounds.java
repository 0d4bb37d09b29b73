package org.redshield.bridge.clues;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.act.PlainEffect;
import org.redshield.bridge.cases.act.Reopening;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Asked before what was proposed takes effect: has the head decided about this? */
@Component
@RequiredArgsConstructor
class MatterGrounds {

    private final Grounds grounds;

    /** What a head decides about; empty of what is in force with the decision itself. */
    static Optional<PlainEffect> effect(Clue clue, Matter matter) {
        return Stream.of(MatterCall.values())
                .filter(call -> call.kind() == matter.kind())
                .map(call -> effect(
                        clue,
                        call,
                        matter.id(),
                        List.of(matter.kind().name(), new TreeMap<>(matter.details()), matter.reason())))
                .findFirst();
    }

    private static PlainEffect effect(Clue clue, MatterCall call, String key, List<?> content) {
        return new PlainEffect(call, key, clue.caseNo(), clue.id(), clue.tenant(), content);
    }

    /**
     * @param last what was proposed last; only that can take effect
     * @return the same
     * @throws org.redshield.bridge.cases.act.NoGround where that is something else, or no head has decided about it
     */
    Matter require(Clue clue, Optional<Matter> last, MatterCall call) {
        Optional<Matter> proposed = last.filter(matter -> matter.kind() == call.kind());
        grounds.require(proposed.flatMap(matter -> effect(clue, matter))
                // Nobody has decided about nothing.
                .orElseGet(() -> effect(clue, call, clue.id() + "/" + call.name(), List.of())));
        return proposed.orElseThrow(() -> new Refusal("clues.nothing-proposed"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Contributed {

        @Bean
        Reopening approvedMatters(ClueStore store) {
            return new Reopening(
                    Set.of("decideFiling", "decideCaseMatter", "approveClosing"),
                    (clueId, tenant) -> store.reopenMatter(clueId));
        }
    }
}
