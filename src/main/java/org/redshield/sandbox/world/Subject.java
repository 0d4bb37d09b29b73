package org.redshield.sandbox.world;

import java.time.LocalDate;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * Who is registered: the row that the business registry would hold.
 *
 * @param deregistered the day the registration ended, null: still in business
 */
public record Subject(
        String uscc,
        String name,
        Kind kind,
        String representative,
        String maskedIdNumber,
        Place registered,
        LocalDate established,
        LocalDate deregistered) {

    /** The sorts of subjects, with the first two characters of their codes and the end of their names. */
    @RequiredArgsConstructor
    public enum Kind {
        COMPANY("91", "企业", "有限公司"),
        INDIVIDUAL("92", "个体工商户", "经营部"),
        COOPERATIVE("93", "农民专业合作社", "农民专业合作社");

        @Getter(AccessLevel.PACKAGE)
        private final String code;

        @Getter
        private final String label;

        @Getter(AccessLevel.PACKAGE)
        private final String suffix;
    }
}
