package org.redshield.sandbox.world;

import java.time.LocalDate;

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
    public enum Kind {
        COMPANY("91", "企业", "有限公司"),
        INDIVIDUAL("92", "个体工商户", "经营部"),
        COOPERATIVE("93", "农民专业合作社", "农民专业合作社");

        private final String code;
        private final String label;
        private final String suffix;

        Kind(String code, String label, String suffix) {
            this.code = code;
            this.label = label;
            this.suffix = suffix;
        }

        String code() {
            return code;
        }

        public String label() {
            return label;
        }

        String suffix() {
            return suffix;
        }
    }
}
