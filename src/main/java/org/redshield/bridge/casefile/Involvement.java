package org.redshield.bridge.casefile;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.assistance.HandlingState;
import org.redshield.bridge.assistance.RequestState;
import org.redshield.bridge.disposition.Stage;

/**
 * One thing that an organisation does in a case; a row of the case list.
 *
 * @param subjectId id of the request, disposition, data request or registered deadline
 * @param state enum name of {@link RequestState}, {@link HandlingState}, {@link Stage}, {@link LiaisonState} or {@link
 *     OwnState}
 * @param platform code of the platform; empty for an own case
 * @param counterpart code of the other organisation; empty for a direct request to a platform and for an own case
 * @param nextDueAt the first running deadline of the case in this organisation
 */
record Involvement(
        String caseNo,
        String subjectId,
        Role role,
        String state,
        Optional<String> platform,
        Optional<String> platformName,
        Optional<String> counterpart,
        Optional<String> counterpartName,
        Optional<String> shopId,
        Optional<String> cause,
        Optional<String> sourceNo,
        Instant since,
        Instant changedAt,
        Optional<Instant> nextDueAt) {

    /** On which side of a case an organisation stands. */
    enum Role {
        REQUESTER("请求协查"),
        HANDLER("协助调查"),
        DISPOSER("商家处置"),
        LIAISON("数据协查"),
        OWNER("本局办案");

        private final String title;

        Role(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Where a letter to a platform's liaison stands. */
    enum LiaisonState {
        OPEN("待答复"),
        ANSWER("已答复"),
        PARTIAL("已答复部分数据"),
        NO_RECORD("已答复查无记录"),
        REFUSE("已答复不予提供"),
        WITHDRAWN("对方已撤回");

        private final String title;

        LiaisonState(String title) {
            this.title = title;
        }
    }

    /** Where the deadline of an own case stands. */
    enum OwnState {
        COUNTING("期限计算中"),
        PAUSED("期限中止中"),
        OVERDUE("期限已逾期"),
        COMPLETED("已办结"),
        REVOKED("期限登记已撤销");

        private final String title;

        OwnState(String title) {
            this.title = title;
        }

        boolean over() {
            return this == COMPLETED || this == REVOKED;
        }
    }

    String stateTitle() {
        return switch (role) {
            case REQUESTER -> RequestState.valueOf(state).title();
            case HANDLER -> HandlingState.valueOf(state).title();
            case DISPOSER -> Stage.valueOf(state).title();
            case LIAISON -> LiaisonState.valueOf(state).title;
            case OWNER -> OwnState.valueOf(state).title;
        };
    }

    /** Whether the organisation still works on it. */
    boolean open() {
        return switch (role) {
            case REQUESTER -> !RequestState.valueOf(state).over();
            case HANDLER -> !HandlingState.valueOf(state).over();
            case DISPOSER -> !Stage.valueOf(state).isEnded();
            case LIAISON -> LiaisonState.valueOf(state) == LiaisonState.OPEN;
            case OWNER -> !OwnState.valueOf(state).over();
        };
    }

    /** Every name that {@link #state} can have. */
    static List<String> states() {
        return Stream.of(
                        RequestState.values(),
                        HandlingState.values(),
                        Stage.values(),
                        LiaisonState.values(),
                        OwnState.values())
                .flatMap(Arrays::stream)
                .map(Enum::name)
                .distinct()
                .toList();
    }
}
