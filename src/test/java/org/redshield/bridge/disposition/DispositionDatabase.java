package org.redshield.bridge.disposition;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Acts;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.deadline.ClockBeans;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.severity.MeasureOrder;
import org.redshield.bridge.disposition.severity.MeasureRanking;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.duty.Substitutions;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.work.Polling;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.support.BureauBeans;
import org.redshield.bridge.support.DatabaseBeans;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * The feature on a real PostgreSQL, with a platform, a process and a time that tests play. No annotation
 * makes it a configuration, or the whole application in other tests would find it by scanning.
 */
@Import({
    BureauBeans.class,
    DatabaseBeans.class,
    ClockBeans.class,
    Correspondence.class,
    LetterNumbers.class,
    SentNumbers.class,
    Letters.class,
    Known.class,
    CaseEvents.class,
    Approvals.class
})
@ComponentScan(
        basePackages = "org.redshield.bridge.disposition",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = ".*\\.process\\..*|.*\\.DispositionOrders|.*\\.DispositionActs|.*Controller"))
class DispositionDatabase {

    @Bean
    Hand time() {
        return new Hand();
    }

    @Bean
    PersonNames names() {
        return mock(PersonNames.class);
    }

    @Bean
    Transitions transitions() {
        return Contracts.transitions();
    }

    /** Who decides stands on forms, which are not here: no act is declared. */
    @Bean
    Grounds nothingAsked() {
        return new Grounds(new Acts(List.of()), null);
    }

    /** As it is delivered. */
    @Bean
    MeasureRanking measureOrders() throws IOException {
        MeasureOrder order = MeasureOrder.read(Files.readAllBytes(Path.of("processes/measure-order.dmn")));
        return () -> new NewestTable.Version<>("measureOrder:1", order);
    }

    /** A table that asks for nothing higher than the law. */
    @Bean
    Duties duties() {
        Duties duties = mock(Duties.class);
        when(duties.least(any(), any(), any())).thenAnswer(asked -> asked.getArgument(2));
        return duties;
    }

    @Bean
    Substitutions heads() {
        Substitutions heads = mock(Substitutions.class);
        when(heads.heads(any())).thenReturn(Map.of("bureauhead330110", Head.BUREAU_HEAD));
        return heads;
    }

    @Bean
    Platform platform() {
        return new Platform();
    }

    @Bean
    Gateways gateways(Platform platform) {
        return new Gateways(Map.of("taobao", platform));
    }

    @Bean
    Asked polling() {
        return new Asked();
    }

    @Bean
    Process process() {
        return new Process();
    }

    @Bean
    LetterKinds letterKinds() {
        return LetterKinds.of(DispositionLetter.values());
    }

    @Bean
    Sent outbox() {
        return new Sent();
    }

    /** A hand on the time. */
    static final class Hand implements InstantSource {
        private Instant now;

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }

        synchronized void pass(Duration duration) {
            now = now.plus(duration);
        }
    }

    /** A platform that takes every task once and knows it by its doc_name. */
    static final class Platform implements PlatformGateway {
        final Map<String, DispositionOrder> ledger = new LinkedHashMap<>();
        boolean repeatsIds = true;
        Optional<RuntimeException> faultAfterActing = Optional.empty();
        final Map<String, RuntimeException> refusals = new HashMap<>();

        @Override
        public DispositionReceipt dispose(DispositionOrder order) {
            if (refusals.containsKey(order.content())) {
                throw refusals.get(order.content());
            }
            boolean duplicate = ledger.putIfAbsent(order.docName(), order) != null;
            if (faultAfterActing.isPresent()) {
                RuntimeException fault = faultAfterActing.get();
                faultAfterActing = Optional.empty();
                throw fault;
            }
            return new DispositionReceipt(
                    duplicate && !repeatsIds ? Optional.empty() : Optional.of(taskId(order.docName())), duplicate);
        }

        static String taskId(String docName) {
            return "task of " + docName;
        }

        @Override
        public List<DispositionStatus> dispositions(List<String> keys) {
            throw new UnsupportedOperationException("Only the poller asks");
        }

        @Override
        public Accepted submit(Submission submission) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RequestStatus> query(List<String> platformRequestIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Manifest manifest(String platformRequestId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Withdrawal withdraw(String requestNo, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Download open(String url, long offset) {
            throw new UnsupportedOperationException();
        }
    }

    /** What is being asked about. */
    static final class Asked implements Polling {
        final Set<String> keys = new LinkedHashSet<>();
        final List<String> started = new ArrayList<>();

        @Override
        public void watch(Kind kind, String platform, String key) {
            keys.add(key);
            started.add(key);
        }

        @Override
        public void askNow(Kind kind, String platform, Collection<String> some) {
            some.stream().filter(keys::contains).forEach(started::add);
        }

        @Override
        public void stop(Kind kind, String key) {
            keys.remove(key);
        }
    }

    /** Stands for the process: it takes only the messages that it waits for. */
    static final class Process implements ProcessMessages {
        final Set<String> waitsFor = new LinkedHashSet<>();
        final List<String> taken = new ArrayList<>();
        final List<String> begun = new ArrayList<>();

        @Override
        public boolean correlate(
                String tenant, String message, Variable<String> key, String value, Map<String, Object> variables) {
            if (!tenant.equals("330110") || !waitsFor.remove(message + " " + value)) {
                return false;
            }
            taken.add(message + " " + key.name() + "=" + value);
            return true;
        }

        @Override
        public void start(String tenant, String message, String caseNo, Map<String, Object> variables) {
            begun.add(message + " " + tenant + " " + variables.get("dispositionId"));
        }

        @Override
        public void begin(String tenant, String process, String caseNo, Map<String, Object> variables) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void goOn(String tenant, String process, String task, String caseNo, Map<String, Object> variables) {
            begun.add(task + " " + tenant + " " + variables.get("dispositionId"));
        }
    }

    /** What was sent; an id once. */
    static final class Sent implements Outbox {
        final Map<Object, Envelope> envelopes = new LinkedHashMap<>();

        @Override
        public void send(Envelope envelope) {
            envelopes.putIfAbsent(envelope.id(), envelope);
        }

        List<Envelope> all() {
            return List.copyOf(envelopes.values());
        }
    }
}
