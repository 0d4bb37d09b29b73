package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What a platform asked or proposed about a request before answering it, and what the bureau answered.
 *
 * @param liaison said by the platform's liaison; else by its interface
 * @param text the question, or the reason for another date
 * @param newDueAt the proposed date
 * @param answer the bureau's words
 * @param accepted of a proposed date
 * @param clock what an accepted date did to the clock of the answer
 * @param answeredBy user id
 * @param told how the platform was told of the answer; empty while it has not been told
 */
public record Dialogue(
        UUID id,
        String requestNo,
        Kind kind,
        boolean liaison,
        Optional<String> text,
        Optional<Instant> newDueAt,
        Instant askedAt,
        Optional<String> answer,
        Optional<Boolean> accepted,
        Optional<ClockEffect> clock,
        Optional<String> answeredBy,
        Optional<Instant> answeredAt,
        Optional<Told> told) {

    /** What the platform wants. */
    @Getter
    @RequiredArgsConstructor
    public enum Kind {
        QUESTION("平台询问"),
        NEW_DATE("平台改期");

        /** As an officer reads it. */
        private final String title;
    }

    /** What an accepted date does to the clock of the answer. */
    @Getter
    @RequiredArgsConstructor
    public enum ClockEffect {
        MOVED("答复期限随之改期"),
        /** It moves, but not beyond the clock around it. */
        BOUND("答复期限随之改期，但不超过案件的法定期限"),
        /** No agreement sets the time: the general rule of the law does, and nobody can agree on that. */
        NO_CLOCK("答复期限依照法律规定计算，不因平台改期而改变"),
        EXPIRED("答复期限已经届满，不因平台改期而改变"),
        NOT_LATER("平台提出的日期不晚于现在的答复期限，期限不变");

        /** As an officer reads it. */
        private final String title;
    }

    /** How the platform learned of the answer. */
    @Getter
    @RequiredArgsConstructor
    public enum Told {
        INTERFACE("已通过平台接口告知"),
        LIAISON("已告知平台协查专员"),
        /** Its interface takes none: told by telephone or letter, by a person. */
        NOT("平台接口不能接收，请以电话或者函件另行告知平台"),
        REFUSED("平台接口没有接受，请以电话或者函件另行告知平台"),
        TOO_LATE("平台已先行答复，无须再告知");

        /** As an officer reads it. */
        private final String title;
    }
}
