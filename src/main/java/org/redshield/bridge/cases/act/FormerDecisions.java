package org.redshield.bridge.cases.act;

import java.util.Map;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Causes;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.engine.job.FailedJobRule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * A decision that a release before this one put on record counts for what its row and case held then. Of what cannot be shown to be that,
 * nobody makes a fault: it lies before the head again, with a sentence on record that says why.
 */
@Component
@RequiredArgsConstructor
class FormerDecisions implements FailedJobRule {

    /** What the head reads beside the form on which he decides again. */
    private static final String WHY =
            "此前的批准是在系统升级之前作出的，之后内容可能有变动，无法确认批准的就是现在的内容。" + "没有发出，也没有生效；请按现在的内容重新审批，批准之后自动接着办理。";

    private final Decisions decisions;
    private final CaseEvents events;
    private final ObjectProvider<Reopening> reopenings;

    @Override
    public boolean knows(Throwable failure) {
        return former(failure).isPresent();
    }

    private static Optional<NoGround.Former> former(Throwable failure) {
        return Causes.first(failure, NoGround.class).flatMap(NoGround::former);
    }

    @Override
    public Optional<Verdict> of(FailedJob job, Throwable failure) {
        return former(failure).map(former -> {
            Effect effect = former.effect();
            decisions.forget(effect, former.ground());
            reopenings.stream()
                    .filter(one -> former.ground().forms().stream().anyMatch(one.forms()::contains))
                    .forEach(one -> one.undo().accept(effect.subjectId(), effect.sender()));
            events.append(
                    effect.caseNo(),
                    effect.sender(),
                    CaseEvents.SYSTEM,
                    Recorded.DECISION_TO_REPEAT,
                    effect.subjectId(),
                    Map.of("requestId", effect.subjectId()),
                    Optional.of(WHY));
            String sentence =
                    Causes.first(failure, NoGround.class).orElseThrow().getMessage();
            return new SentBack(former.ground().forms(), sentence);
        });
    }

    /** As it stands in the record of the case. */
    @Getter
    @RequiredArgsConstructor
    enum Recorded implements RecordedAct {
        DECISION_TO_REPEAT("系统升级前的批准须重新作出");

        private final String title;
    }

    @Configuration(proxyBeanMethods = false)
    static class Contributed {

        @Bean
        RecordedActs recordedActsOfDecisions() {
            return new RecordedActs("act", Recorded.values());
        }
    }
}
