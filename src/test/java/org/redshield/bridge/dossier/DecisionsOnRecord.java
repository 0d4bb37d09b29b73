package org.redshield.bridge.dossier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.cases.dossier.Sheets;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.form.SentForms;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whether what people of a bureau sent is in 办理记录 under their own names, and what they decided as a form in the bound
 * file. Listens to all forms that are sent, and is asked after each scenario: a form of a new feature, or a modeler's step,
 * needs no test of its own for that.
 */
public final class DecisionsOnRecord implements SentForms {

    private static final Set<String> AGREES = Set.of("approve", "agree", "confirm");
    /** The line of a form that names not who decided. */
    private static final String PREPARED_BY = "经办人";

    private static final String GIVES_BACK = "return";

    private final ApplicationContext bridge;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();

    public DecisionsOnRecord(ApplicationContext bridge) {
        this.bridge = bridge;
    }

    /** @param from when the form came in, of the bridge's time */
    private record Done(Sent form, Instant from) {

        boolean isByTheSameIn(Sent other) {
            return form.user().equals(other.user())
                    && form.caseNo().equals(other.caseNo())
                    && form.tenant().equals(other.tenant());
        }

        String inWords(Optional<String> key) {
            return "%s (%s, %s) by %s in %s of %s"
                    .formatted(
                            form.step(),
                            key.orElse("?"),
                            form.decision().orElse("-"),
                            form.user(),
                            form.caseNo(),
                            form.tenant());
        }
    }

    /** Platforms keep no record of the case. */
    @Override
    public void sent(Sent form) {
        if (form.tenant().matches("[0-9]{6}")) {
            InstantSource time = bridge.getBean(InstantSource.class);
            // Of a start form it is told only when the case is open.
            Instant from = form.id().equals(form.root()) ? Instant.EPOCH : time.instant();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    done.add(new Done(form, from));
                }
            });
        }
    }

    /** What was sent since it was asked last, and is not on record as it should be; each as a sentence. */
    public List<String> missing() {
        List<Done> all = new ArrayList<>();
        for (Done one = done.poll(); one != null; one = done.poll()) {
            all.add(one);
        }
        List<String> missing = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            Done one = all.get(place);
            Instant next = all.subList(place + 1, all.size()).stream()
                    .filter(later -> later.isByTheSameIn(one.form()))
                    .map(Done::from)
                    // A test may set the clock back.
                    .filter(one.from()::isBefore)
                    .findFirst()
                    .orElse(Instant.MAX);
            Optional<String> key = key(one.form());
            List<CaseEvent> own = own(one, next);
            if (own.isEmpty()) {
                missing.add("not in 办理记录: " + one.inWords(key));
            } else if (key.filter(this::isApproval).isPresent() && !isBound(one.form(), own)) {
                missing.add("no 审批表: " + one.inWords(key));
            }
        }
        return missing;
    }

    /** What he is told to have done until he sent something else: a step that follows may put it on record. */
    private List<CaseEvent> own(Done one, Instant next) {
        Instant patience = Instant.now().plusSeconds(10);
        List<CaseEvent> own = ownNow(one, next);
        while (own.isEmpty() && Instant.now().isBefore(patience)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            own = ownNow(one, next);
        }
        return own;
    }

    private List<CaseEvent> ownNow(Done one, Instant next) {
        return bridge
                .getBean(CaseEvents.class)
                .of(one.form().caseNo(), one.form().tenant())
                .stream()
                .filter(event -> event.actor().equals(one.form().user()))
                // The database keeps microseconds.
                .filter(event -> !event.at().isBefore(one.from().minusMillis(1)))
                .filter(event -> event.at().isBefore(next))
                .toList();
    }

    private Optional<String> key(Sent form) {
        return bridge.getBean(JdbcClient.class)
                .sql("select task_def_key_ from act_hi_taskinst where id_ = ?")
                .param(form.id())
                .query(String.class)
                .optional();
    }

    /** What only heads decide, what can be agreed to or given back. */
    private boolean isApproval(String form) {
        return bridge.getBeansOfType(FormIntake.class).values().stream()
                .map(FormIntake::useCases)
                .filter(table -> table.forms().contains(form))
                .map(table -> table.of(form))
                .anyMatch(known -> !known.groups().isEmpty() || isGivenBackOrNot(known));
    }

    private static boolean isGivenBackOrNot(UseCases.Form form) {
        return form.decisions().contains(GIVES_BACK)
                && form.decisions().stream().anyMatch(AGREES::contains);
    }

    private boolean isBound(Sent form, List<CaseEvent> own) {
        String name = bridge.getBean(PersonNames.class).of(form.user());
        List<String> bound = sheets(form.caseNo(), form.tenant());
        return own.stream().anyMatch(event -> bound.stream()
                .anyMatch(text -> text.contains(name)
                        && text.contains(ChinaTime.moment(event.at()))
                        && text.contains(event.note().orElse(""))));
    }

    /** The texts of all forms but the record itself, on which everything stands. */
    private List<String> sheets(String caseNo, String tenant) {
        List<Sheets> features = List.copyOf(bridge.getBeansOfType(Sheets.class).values());
        Set<RecordedAct> shown = new HashSet<>();
        features.forEach(one -> shown.addAll(one.shown()));
        return Stream.of(
                        features.stream().flatMap(one -> one.of(caseNo, tenant).stream()),
                        bridge.getBean(RecordSheets.class).of(caseNo, tenant, shown).stream())
                .flatMap(Function.identity())
                .filter(sheet -> sheet.place() != FilePlace.OTHER)
                .map(sheet -> sheet.lines().stream()
                        .filter(line -> !line.label().equals(PREPARED_BY))
                        .map(FileSheet.Line::text)
                        .collect(Collectors.joining("\n")))
                .toList();
    }
}
