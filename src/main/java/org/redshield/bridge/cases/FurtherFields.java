package org.redshield.bridge.cases;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.form.FurtherInput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 补充信息: what people entered in a case that no code reads, and what they decided in steps that a modeler added. Each organisation
 * sees its own.
 */
@Service
@RequiredArgsConstructor
public class FurtherFields implements FurtherInput {

    private static final DateTimeFormatter WRITTEN_AT = ChinaTime.like("yyyy-MM-dd HH:mm:ss");

    /** The field whose value is the outcome of a step that a modeler added. */
    private static final String DECISION = "decision";

    /** The fields in which whoever decides writes why; the first that is filled in is his opinion. */
    private static final List<String> OPINIONS = List.of("reason", "opinion", "note");

    /** Detail of a step's event: the submission that it tells of. */
    static final String SUBMISSION = "submission";

    /** What people do in a step that a modeler added; the names stand in {@code case_event.what}. */
    @Getter
    @RequiredArgsConstructor
    enum Act implements RecordedAct {
        STEP_REVIEWED("审核"),
        STEP_DONE("办理");

        private final String title;

        @Override
        public String kind() {
            return title;
        }
    }

    /** Contributed apart: the record of cases is made of what all features contribute. */
    @Configuration(proxyBeanMethods = false)
    static class Acts {

        @Bean
        RecordedActs actsOfAddedSteps() {
            return new RecordedActs("cases", Act.values());
        }
    }

    private final JdbcClient jdbc;
    private final PersonNames names;
    private final CaseEvents events;
    private final InstantSource time;

    /**
     * What one person submitted at once.
     *
     * @param step the name of the task, or of the process at its start
     * @param by name of who entered it
     */
    public record Submission(
            UUID id, Optional<String> subject, String form, String step, String by, Instant at, List<Entry> entries) {

        /** The outcome of a step that no code knows; absent for fields of a form that code reads. */
        public Optional<String> outcome() {
            return entries.stream()
                    .filter(entry -> entry.key().equals(DECISION))
                    .map(Entry::value)
                    .findFirst();
        }

        private Submission named(Map<String, String> names) {
            return new Submission(id, subject, form, step, names.getOrDefault(by, by), at, entries);
        }

        /** Whether the event tells of it; none does of what was entered before steps were put on record. */
        public boolean isToldBy(CaseEvent event) {
            return id.toString().equals(event.detail().get(SUBMISSION));
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(FormSubmission submission, Optional<String> subject, String step, List<Entry> entries) {
        insert(submission, subject, step, entries);
    }

    /** Both in the submitting transaction: what was decided and that it was are never apart. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void decide(
            FormSubmission submission,
            Optional<String> subject,
            String step,
            List<Entry> entries,
            Optional<Collection<String>> review) {
        UUID id = insert(submission, subject, step, entries);
        Map<String, String> detail = new HashMap<>();
        detail.put(CaseEvents.ABOUT, step + "：" + entries.get(0).value());
        detail.put(SUBMISSION, id.toString());
        review.ifPresent(hands -> detail.put(Approvals.HANDS, String.join(",", hands)));
        events.append(
                submission.caseNo().orElseThrow(),
                submission.tenant(),
                submission.user(),
                review.isPresent() ? Act.STEP_REVIEWED : Act.STEP_DONE,
                subject.orElse(null),
                detail,
                opinion(entries));
    }

    private static Optional<String> opinion(List<Entry> entries) {
        return OPINIONS.stream()
                .flatMap(key -> entries.stream().filter(entry -> entry.key().equals(key)))
                .map(FurtherFields::masked)
                .findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> reviewers(String caseNo, String tenant, String subject) {
        return events.of(caseNo, tenant).stream()
                .filter(event -> event.act().filter(Act.STEP_REVIEWED::equals).isPresent())
                .filter(event -> event.subjectId().filter(subject::equals).isPresent())
                .flatMap(event -> Stream.concat(Stream.of(event.actor()), event.insteadOf().stream()))
                .distinct()
                .toList();
    }

    private UUID insert(FormSubmission submission, Optional<String> subject, String step, List<Entry> entries) {
        String caseNo = submission.caseNo().orElseThrow(() -> new Refusal("engine.no-case"));
        UUID id = Ids.next();
        OffsetDateTime now = timestamp(time.instant());
        for (Entry entry : entries) {
            jdbc.sql("""
                            insert into further_field
                                (submission, case_no, tenant, subject, form, step, key, label, value, mask,
                                 entered_by, entered_at)
                            values (:submission, :caseNo, :tenant, :subject, :form, :step, :key, :label, :value, :mask,
                                    :enteredBy, :enteredAt)
                            """)
                    .param("submission", id)
                    .param("caseNo", caseNo)
                    .param("tenant", submission.tenant())
                    .param("subject", subject.orElse(null))
                    .param("form", submission.form())
                    .param("step", step)
                    .param("key", entry.key())
                    .param("label", entry.label())
                    .param("value", entry.value())
                    .param("mask", entry.mask().orElse(null))
                    .param("enteredBy", submission.user())
                    .param("enteredAt", now)
                    .update();
        }
        return id;
    }

    /** What was entered in one organisation's part of the case, oldest first. */
    @Transactional(readOnly = true)
    public List<Submission> ofCase(String caseNo, String tenant) {
        List<Submission> rows = jdbc.sql("select * from further_field where case_no = ? and tenant = ? order by id")
                .params(caseNo, tenant)
                .query((row, index) -> new Submission(
                        row.getObject("submission", UUID.class),
                        textIfAny(row, "subject"),
                        row.getString("form"),
                        row.getString("step"),
                        row.getString("entered_by"),
                        instant(row, "entered_at"),
                        List.of(new Entry(
                                row.getString("key"),
                                row.getString("label"),
                                row.getString("value"),
                                textIfAny(row, "mask")))))
                .list();
        Map<String, String> people = names.of(rows.stream().map(Submission::by).collect(Collectors.toSet()));
        Map<UUID, Submission> all = new LinkedHashMap<>();
        rows.forEach(row -> all.merge(row.id(), row.named(people), FurtherFields::together));
        return List.copyOf(all.values());
    }

    /** What people are shown of an entry: masked as the form asks for it; in any case without whole telephone and identity card numbers. */
    public static String masked(Entry entry) {
        return entry.mask()
                .map(mask -> Mask.named(mask).apply(entry.value()))
                .orElseGet(() -> Mask.numbersIn(entry.value()));
    }

    /** 补充信息 as it leaves with the case: a line for each submission, masked or not as the files beside it. */
    @Transactional(readOnly = true)
    public String inWords(String caseNo, String tenant, boolean masked) {
        return ofCase(caseNo, tenant).stream()
                .map(one -> "  %s　%s　%s　%s%n"
                        .formatted(
                                one.step(),
                                one.by(),
                                WRITTEN_AT.format(one.at()),
                                one.entries().stream()
                                        .map(entry -> entry.label() + "："
                                                + (masked ? masked(entry) : entry.value()).replaceAll("\\R", " "))
                                        .collect(Collectors.joining("；"))))
                .collect(Collectors.joining());
    }

    private static Submission together(Submission one, Submission more) {
        List<Entry> entries = new ArrayList<>(one.entries());
        entries.addAll(more.entries());
        return new Submission(
                one.id(), one.subject(), one.form(), one.step(), one.by(), one.at(), List.copyOf(entries));
    }
}
