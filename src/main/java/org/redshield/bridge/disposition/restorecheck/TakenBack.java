package org.redshield.bridge.disposition.restorecheck;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.restorecheck.LostTasks.Lost;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.springframework.stereotype.Component;

/**
 * Whether a platform has taken a measure back by a letter that a restore has lost: the file still has it in force. The officer lifts it as
 * ever, with a head's approval and a letter of its own, and the platform is not asked a second time.
 */
@Component
@RequiredArgsConstructor
public class TakenBack {

    private final LostTasks lost;

    /** The task that was lost, whatever the platform says of it. */
    public Optional<Sent> lost(Disposition disposition, DispositionTarget target) {
        return lost
                .of(one -> !one.isMeasure()
                        && one.sent().platform().equals(disposition.platform())
                        && one.measure().lifts().equals(target.task().docName()))
                .stream()
                .map(Lost::sent)
                .filter(one -> one.says().filter(SentNumbers.NOTHING::equals).isEmpty())
                .findFirst();
    }

    /**
     * The same, for whoever is about to send it.
     *
     * @throws Undecided until the platform has said whether it has that task
     */
    public Optional<Sent> known(Disposition disposition, DispositionTarget target) {
        Optional<Sent> lost = lost(disposition, target);
        lost.filter(one -> one.says().isEmpty()).ifPresent(one -> {
            throw new Undecided(
                    "disposition.lift-being-asked", target.plan().describe(), SentMeasure.letterOf(one.number()));
        });
        return lost;
    }
}
