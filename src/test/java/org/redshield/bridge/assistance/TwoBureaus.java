package org.redshield.bridge.assistance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.assistance.handling.DelayNotices;
import org.redshield.bridge.assistance.handling.HandlingData;
import org.redshield.bridge.assistance.request.AssistanceRequests;
import org.redshield.bridge.assistance.request.AssistanceSettings;
import org.redshield.bridge.assistance.request.RequestDispatch;
import org.redshield.bridge.assistance.request.RequestReplies;
import org.redshield.bridge.assistance.request.RequestSupplements;
import org.redshield.bridge.assistance.request.RequestWithdrawals;
import org.redshield.bridge.assistance.request.RequestedMeasures;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumberSettings;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.cases.act.Acts;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.deadline.ClockBeans;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockMoves;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.indicators.api.SuspiciousOrders;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.letter.Backgrounds;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.operations.Standby;
import org.redshield.bridge.operations.Standbys;
import org.redshield.bridge.platform.TierBeans;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.AttachmentSettings;
import org.redshield.bridge.platform.request.Attachments;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.support.AbsentFeature;
import org.redshield.bridge.support.BureauBeans;
import org.redshield.bridge.support.DatabaseBeans;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * Changning and Yuhang on a real PostgreSQL with everything real but engine and postman: the post is delivered when a
 * test says so.
 */
final class TwoBureaus implements AutoCloseable {

    static final String CHANGNING = "310105";
    static final String YUHANG = "330110";

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final AssistanceRequests requests;
    final RequestDispatch dispatch;
    final RequestReplies replies;
    final RequestedMeasures measures;
    final RequestSupplements supplements;
    final RequestWithdrawals withdrawals;
    final DelayNotices delays;
    final AssistanceHandlings handlings;
    final HandlingData data;
    final IncomingLetters incoming;
    final CaseSection sectionOfLetters;
    final CaseEvents events;
    final ClockService clocks;
    final Letters letters;
    final AssistanceArrivals arrivals;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final Time time;
    final Post post;
    final Timers timers;

    TwoBureaus(Path evidence) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("evidence", evidence.toString())));
        context.register(Wiring.class);
        context.refresh();
        requests = context.getBean(AssistanceRequests.class);
        dispatch = context.getBean(RequestDispatch.class);
        replies = context.getBean(RequestReplies.class);
        measures = context.getBean(RequestedMeasures.class);
        supplements = context.getBean(RequestSupplements.class);
        delays = context.getBean(DelayNotices.class);
        withdrawals = context.getBean(RequestWithdrawals.class);
        handlings = context.getBean(AssistanceHandlings.class);
        data = context.getBean(HandlingData.class);
        incoming = context.getBean(IncomingLetters.class);
        sectionOfLetters = context.getBean("lettersOfCase", CaseSection.class);
        events = context.getBean(CaseEvents.class);
        clocks = context.getBean(ClockService.class);
        letters = context.getBean(Letters.class);
        arrivals = context.getBean(AssistanceArrivals.class);
        jdbc = context.getBean(JdbcClient.class);
        transaction = context.getBean(TransactionTemplate.class);
        time = context.getBean(Time.class);
        post = context.getBean(Post.class);
        timers = context.getBean(Timers.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Gives every envelope sent so far its delivery receipt, now. */
    void deliverAll() {
        transaction.executeWithoutResult(status -> post.sent.forEach(envelope -> envelope.letterId()
                .ifPresent(
                        letter -> letters.receipt(letter, ReceiptStage.DELIVERED, time.instant(), Optional.empty()))));
    }

    @Override
    public void close() {
        context.close();
    }

    static final class Time implements InstantSource {
        private volatile Instant now = Instant.parse("2026-09-18T02:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void set(String instant) {
            now = Instant.parse(instant);
        }
    }

    /** Keeps envelopes once per id, as the outbox does. */
    static final class Post implements Outbox {
        final List<Envelope> sent = new ArrayList<>();

        @Override
        public void send(Envelope envelope) {
            if (sent.stream().noneMatch(known -> known.id().equals(envelope.id()))) {
                sent.add(envelope);
            }
        }

        Envelope last() {
            return sent.get(sent.size() - 1);
        }
    }

    /** What the engine was told to follow. */
    static final class Timers implements ClockMoves {
        final List<String> moved = new ArrayList<>();

        @Override
        public void moved(Clock before, Clock after) {
            moved.add(after.tenant() + " " + after.kind() + " " + after.dueAt());
        }
    }

    @ComponentScan(
            basePackages = {
                "org.redshield.bridge.assistance",
                "org.redshield.bridge.casework",
                "org.redshield.bridge.disposition",
                "org.redshield.bridge.platform",
                "org.redshield.bridge.letter"
            },
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {
                                "org\\.redshield\\.bridge\\.assistance\\.(\\w+\\.)?"
                                        + "(Assistance(Requests|Handlings|Clocks|Arrivals)|Request(Store|Record|Dispatch|Replies|Supplements|Withdrawals)|DelayNotices|RequestedMeasures|Handling(Store|Data)|"
                                        + "AssistanceInCases|DraftReview|EarlierRequests|Replies|TaskSummaries)",
                                "org\\.redshield\\.bridge\\.casework\\.(IncomingLetters|IncomingStore|Assignments|"
                                        + "SubjectClocks)",
                                "org\\.redshield\\.bridge\\.disposition\\.order\\.DispositionOrders",
                                "org\\.redshield\\.bridge\\.platform\\.request\\.AnswerClocks",
                                "org\\.redshield\\.bridge\\.letter\\.LettersInCases"
                            }))
    @Import({
        BureauBeans.class,
        DatabaseBeans.class,
        ClockBeans.class,
        CaseEvents.class,
        Approvals.class,
        CaseNumbers.class,
        CaseRegister.class,
        ShopNames.class,
        Orders.class,
        Attachments.class,
        DataRequests.class,
        TierBeans.class,
        WorkQueue.class,
        Correspondence.class,
        Evidences.class,
        LetterNumbers.class,
        Letters.class,
        Backgrounds.class
    })
    static class Wiring {

        @Bean
        Decisions notKept() {
            return new Decisions(null, null) {
                @Override
                public void decided(String form, String user, Outgoing content) {
                    assertThat(form).startsWith("approve");
                }
            };
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

        @Bean
        ShopNames.KnownBy noShops() {
            return new ShopNames.KnownBy(
                    "select '' as case_no, '' as shop_id, '' as shop_name, '' as company, '' as credit_code where false");
        }

        @Bean
        SuspiciousOrders noneConfirmed() {
            return (caseNo, tenant, platform, shopId, until) -> List.of();
        }

        @Bean
        OrderTaker clues() {
            return new AbsentFeature(OrderKind.CLUE_VERIFICATION);
        }

        @Bean
        OrderTaker investigativeMeasures() {
            return new AbsentFeature(OrderKind.INVESTIGATIVE_MEASURE);
        }

        @Bean
        OrderTaker criminalReferrals() {
            return new AbsentFeature(OrderKind.CRIMINAL_REFERRAL);
        }

        @Bean
        OrderTaker transfers() {
            return new AbsentFeature(OrderKind.CASE_TRANSFER);
        }

        @Bean
        OrderTaker drafts() {
            return new AbsentFeature(OrderKind.ASSISTANCE_REQUEST);
        }

        @Bean
        AttachmentSettings attachmentSettings() {
            return new AttachmentSettings(null, Duration.ofDays(90));
        }

        @Bean
        Agreements agreements(JdbcClient jdbc) {
            return new Agreements(jdbc);
        }

        @Bean
        Standby standby() {
            return Standbys.none();
        }

        @Bean
        CaseNumberSettings caseNumberSettings() {
            return new CaseNumberSettings(20);
        }

        @Bean
        LetterKinds letterKinds() {
            return LetterKinds.of(AssistanceLetter.values(), DispositionLetter.values());
        }

        @Bean
        AssistanceSettings assistanceSettings() {
            return new AssistanceSettings(null, Duration.ofDays(30));
        }

        @Bean
        EvidenceStore evidenceStore(Environment environment) {
            return new DirectoryStore(
                    new EvidenceSettings(Path.of(environment.getRequiredProperty("evidence")), DataSize.ofMegabytes(1)),
                    TestKeys.plain());
        }

        @Bean
        KeyProvider keyProvider() {
            return TestKeys.plain();
        }

        @Bean
        Gateways gateways() {
            return new Gateways(Map.of());
        }

        @Bean
        ObjectMapper json() {
            return JsonMapper.builder().findAndAddModules().build();
        }

        @Bean
        Time time() {
            return new Time();
        }

        @Bean
        Post post() {
            return new Post();
        }

        @Bean
        Timers timers() {
            return new Timers();
        }
    }
}
