package org.redshield.bridge.disposition.restorecheck;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.springframework.stereotype.Component;

/** What platforms were asked by letters that a restore has lost, as long as no task here bears its name. */
@Component
public record LostTasks(SentNumbers sent, TargetStore targets) {

    /** A task that was sent by a letter that is lost. */
    public record Lost(Sent sent, SentMeasure measure) {

        public String number() {
            return sent.number();
        }

        public String letterNo() {
            return SentMeasure.letterOf(number());
        }

        /** Not what takes one back. */
        public boolean isMeasure() {
            return measure.lifts().isEmpty();
        }
    }

    /** In the order in which they were sent. */
    public List<Lost> of(Predicate<Lost> which) {
        List<Lost> lost = sent.lostDispositions().stream()
                .flatMap(one -> SentMeasure.of(one.about()).map(measure -> new Lost(one, measure)).stream())
                .filter(which)
                .toList();
        Set<String> known = lost.isEmpty()
                ? Set.of()
                : targets.known(lost.stream().map(Lost::number).toList());
        return lost.stream().filter(one -> !known.contains(one.number())).toList();
    }
}
