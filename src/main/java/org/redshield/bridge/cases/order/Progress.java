package org.redshield.bridge.cases.order;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * How far something ordered has come, in words that leave the organisation: no secrets of the case, nothing of a reporter.
 *
 * @param about id of what ordered it, see {@link Order#about}; what nobody ordered is told under the id of what works on it
 * @param begun id of what works on it
 * @param facts codes, numbers and days that go with the step, e.g. {@code outcome} or {@code dueAt}
 */
public record Progress(
        OrderKind kind,
        String caseNo,
        String tenant,
        String about,
        String begun,
        Step step,
        Instant at,
        Map<String, String> facts) {

    /** Fact of {@link Step#RESUMED}: what was to be handed over was not, and is worked on where it was. */
    public static final String TAKEN_BACK = "takenBack";

    public Progress {
        facts = Map.copyOf(facts);
    }

    /** What whoever ordered it learns; the names are stored and stay for ever. */
    @Getter
    @RequiredArgsConstructor
    public enum Step {
        ASSIGNED("已指派办案人员", false),
        VERIFYING("核查中", false),
        EXTENDED("核查期限延长", false),
        SUSPENDED("中止", false),
        RESUMED("恢复", false),
        FILED("立案", false),
        NOT_FILED("不予立案", true),
        PASSED_ON("移送其他机关", true),
        DECIDED("作出决定", false),
        REFERRED("移送公安机关", false),
        CLOSED("结案", true);

        private final String title;

        /** Whether nothing more follows. */
        private final boolean last;

        /** Of all steps, by their names. */
        public static Map<String, String> titles() {
            Map<String, String> titles = new LinkedHashMap<>();
            Stream.of(values()).forEach(step -> titles.put(step.name(), step.title()));
            return titles;
        }
    }
}
