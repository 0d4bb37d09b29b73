package org.redshield.bridge.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.act.Acts;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.deadline.ClockBeans;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockMoves;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.gate.VersionStates;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.support.BureauBeans;
import org.redshield.bridge.support.DatabaseBeans;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters of a cooperation that has nothing of its own but its kind, on a real PostgreSQL, without the engine. */
@ExtendWith(SpringExtension.class)
@ContextConfiguration(classes = IncomingLettersTest.Wiring.class)
class IncomingLettersTest {

    private static final String BUREAU = "330110";
    private static final String OFFICER = "officer330110";
    private static final String SECOND = "officer2330110";
    private static final String HEAD = "unithead330110";

    @Autowired
    private IncomingLetters incoming;

    @Autowired
    private Supervision supervision;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Correspondence correspondence;

    @Autowired
    private Letters letters;

    @Autowired
    private CaseEvents events;

    @Autowired
    private ClockService clocks;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Sent post;

    private String caseNo;
    private String id;
    private int versions;

    @BeforeEach
    void aCase() {
        caseNo = "310105-2026-" + UUID.randomUUID();
        id = caseNo + "-N1";
    }

    @Test
    void isSignedForAcceptedAndGivenToTwoOfficers() {
        Letter letter = arrive();
        IncomingLetter registered = letter();
        assertThat(registered.sender()).isEqualTo("310105");
        assertThat(registered.about().cause()).isEqualTo("虚假宣传");
        assertThat(registered.receivedAt()).isEqualTo(Wiring.NOW);

        incoming.acknowledge(id, BUREAU, OFFICER, true);
        assertThat(letters.receipts(letter.id())).anyMatch(receipt -> receipt.stage() == ReceiptStage.ACKNOWLEDGED);
        assertThat(acknowledgement().state()).isEqualTo(ClockState.MET);
        incoming.accept(id, BUREAU, OFFICER);
        assertThat(incoming.assign(id, BUREAU, HEAD, Optional.of("33011001001"), Optional.of("33011001002")))
                .isEqualTo(letter().assigned());

        assertThat(letter().state()).isEqualTo(Notice.State.ASSIGNED);
        letter().checkLead(OFFICER);
        letter().checkSecond(SECOND);
        refused("notice.lead-only", () -> letter().checkLead(SECOND));
        refused("notice.second-only", () -> letter().checkSecond(OFFICER));
        refused("notice.own-approval", () -> letter().approvalOfWork("notice.own-approval")
                .check(SECOND));
        assertThat(assignments.officers(letter().assigned()))
                .extracting(officer -> officer.userId().orElseThrow())
                .containsExactly(OFFICER, SECOND);
        assertThat(acts())
                .containsExactly("LETTER_RECEIVED", "LETTER_ACKNOWLEDGED", "LETTER_ACCEPTED", "OFFICERS_ASSIGNED");
    }

    @Test
    void twoDifferentOfficersOfTheOwnBureauWhoCanSignIn() {
        arrive();
        incoming.acknowledge(id, BUREAU, OFFICER, true);
        incoming.accept(id, BUREAU, OFFICER);

        refused("notice.two-officers", () -> assign("33011001001", "33011001001"));
        refused("bureau.officer-of-other-bureau", () -> assign("33011001001", "31010501001"));
        refused("bureau.officer-certificate-expired", () -> assign("33011001001", "33011001003"));
        refused("notice.field-missing", () -> assign("33011001001", null));
        refused("notice.lead-only", () -> letter().checkLead(OFFICER));
        assertThat(letter().state()).isEqualTo(Notice.State.ACCEPTED);
        assertThat(assignments.options(BUREAU))
                .extracting(option -> option.get("value"))
                .contains("33011001001", "33011001002")
                .doesNotContain("33011001003");
    }

    @Test
    void isReturnedAtMostOnceAndGoesOnWithTheCorrectedLetter() {
        arrive();
        incoming.acknowledge(id, BUREAU, OFFICER, false);
        refused("notice.field-missing", () -> incoming.draftReturn(id, BUREAU, OFFICER, Optional.of(" ")));
        incoming.draftReturn(id, BUREAU, OFFICER, Optional.of("请附网店链接"));
        refused("notice.own-approval", () -> incoming.approveRejection(id, BUREAU, OFFICER, Optional.empty()));
        refused("notice.own-approval", () -> incoming.sendBackRejection(id, BUREAU, OFFICER, Optional.of("可以受理")));
        refused("notice.text-too-short", () -> incoming.sendBackRejection(id, BUREAU, HEAD, Optional.of("不")));
        assertThat(Notice.KIND.summary(letter().rejection().orElseThrow())).isEqualTo("拟退回补正：请附网店链接");
        assertThat(incoming.approveRejection(id, BUREAU, HEAD, Optional.empty()))
                .isEqualTo(Rejection.Kind.RETURN);
        incoming.sendReturn(id, BUREAU);

        Letter returned = letters.latest(id, Notice.Kind.NOTICE_RETURN).orElseThrow();
        assertThat(returned.receiver()).isEqualTo("310105");
        assertThat(returned.approvedBy()).contains(HEAD);
        assertThat(returned.content().facts()).containsEntry("noticeId", id).containsEntry("missingItems", "请附网店链接");
        assertThat(post.envelopes).extracting(Envelope::letterId).contains(Optional.of(returned.id()));
        assertThat(letter().state().over()).isTrue();
        assertThat(incoming.awaits(id, BUREAU)).isFalse();

        Letter corrected = issue();
        assertThat(incoming.awaits(id, BUREAU))
                .as("the corrected letter is on its way")
                .isTrue();
        register(corrected);
        assertThat(letter().letterId()).isEqualTo(corrected.id());
        assertThat(letter().rejection()).isEmpty();
        incoming.acknowledge(id, BUREAU, OFFICER, true);
        refused("notice.returned-once", () -> incoming.draftReturn(id, BUREAU, OFFICER, Optional.of("再次补充材料")));
        assertThat(acts()).contains("LETTER_RETURNED", "CORRECTED_LETTER_RECEIVED");
    }

    @Test
    void isDeclinedForOneOfTheCooperationsOwnReasons() {
        arrive();
        incoming.acknowledge(id, BUREAU, OFFICER, true);
        refused(
                "notice.option-unknown",
                () -> incoming.draftDecline(id, BUREAU, OFFICER, Optional.of("TOO_LATE"), Optional.of("已过时效期限")));
        incoming.draftDecline(id, BUREAU, OFFICER, Optional.of("NOT_OURS"), Optional.of("经营者不在本区"));
        assertThat(Notice.KIND.summary(letter().rejection().orElseThrow())).contains("不予受理通报复函", "不属于本局管辖", "经营者不在本区");
        assertThat(incoming.approveRejection(id, BUREAU, HEAD, Optional.empty()))
                .isEqualTo(Rejection.Kind.DECLINE);
        incoming.sendDecline(id, BUREAU);

        assertThat(letters.latest(id, Notice.Kind.NOTICE_DECLINE)
                        .orElseThrow()
                        .content()
                        .facts())
                .containsEntry("declineReason", "NOT_OURS")
                .containsEntry("note", "经营者不在本区");
        assertThat(letter().state()).isEqualTo(Notice.State.DECLINED);
        refused("notice.state-forbidden", () -> incoming.accept(id, BUREAU, OFFICER));
    }

    @Test
    void aRejectionSentBackIsDecidedAnew() {
        arrive();
        incoming.acknowledge(id, BUREAU, OFFICER, true);
        incoming.draftDecline(id, BUREAU, OFFICER, Optional.of("NOT_OURS"), Optional.of("经营者不在本区"));
        incoming.sendBackRejection(id, BUREAU, HEAD, Optional.of("经营地在本区"));
        incoming.accept(id, BUREAU, OFFICER);

        assertThat(letter().state()).isEqualTo(Notice.State.ACCEPTED);
        assertThat(events.of(caseNo, BUREAU))
                .filteredOn(event -> event.what().equals("REJECTION_SENT_BACK"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isEqualTo(HEAD);
                    assertThat(event.note()).contains("经营地在本区");
                });
    }

    @Test
    void aWithdrawalFasterThanTheRegistrationEndsItToo() {
        issue();
        assertThat(incoming.awaits(id, BUREAU)).isTrue();

        incoming.withdrawn("notice", id, BUREAU);

        assertThat(letter().state()).isEqualTo(Notice.State.WITHDRAWN);
        assertThat(acknowledgement().state()).isEqualTo(ClockState.CANCELLED);
        assertThat(incoming.awaits(id, BUREAU)).isFalse();
        refused("notice.state-forbidden", () -> incoming.withdrawn("notice", id, BUREAU));
    }

    @Test
    void anotherBureausLetterDoesNotExist() {
        Letter letter = arrive();

        assertThat(incoming.find(id, "310105")).isEmpty();
        refused("casework.letter-unknown", () -> incoming.accept(id, "310105", OFFICER));
        refused("letter.not-received", () -> incoming.register("notice", id, "321300", Optional.of(letter.id())));
        assertThat(incoming.ofCase("notice", caseNo, BUREAU)).hasSize(1);
        assertThat(incoming.ofCase("assistance", caseNo, BUREAU)).isEmpty();
    }

    @Test
    void whatASupervisorNotesIsOnRecord() {
        refused("notice.field-missing", () -> note(Optional.empty()));
        note(Optional.of("已电话催办"));

        assertThat(acts()).containsExactly("SUPERVISION_NOTED");
    }

    private void note(Optional<String> text) {
        transaction.executeWithoutResult(status -> supervision.note(
                "notice",
                Notice.Act.SUPERVISION_NOTED,
                caseNo,
                id,
                BUREAU,
                "superviseOverdueNotice",
                "supervisor330110",
                text));
    }

    private void assign(String lead, String second) {
        incoming.assign(id, BUREAU, HEAD, Optional.ofNullable(lead), Optional.ofNullable(second));
    }

    private Letter arrive() {
        Letter letter = issue();
        register(letter);
        return letter;
    }

    private void register(Letter letter) {
        incoming.register("notice", id, BUREAU, Optional.of(letter.id()));
    }

    private Letter issue() {
        return transaction.execute(status -> {
            Letter letter = correspondence.send(
                    new LetterDraft(Notice.Kind.NOTICE, id + "/" + ++versions, caseNo, id, "310105", BUREAU)
                            .by("officer310105", Optional.empty())
                            .fact("cause", "虚假宣传"));
            letters.receipt(letter.id(), ReceiptStage.DELIVERED, Wiring.NOW, Optional.empty());
            return letter;
        });
    }

    private IncomingLetter letter() {
        return incoming.find(id, BUREAU).orElseThrow();
    }

    private Clock acknowledgement() {
        return clocks.byCase(caseNo, BUREAU).get(0);
    }

    private List<String> acts() {
        return events.of(caseNo, BUREAU).stream()
                .map(CaseEvents.CaseEvent::what)
                .toList();
    }

    private static void refused(String code, Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }

    @Configuration(proxyBeanMethods = false)
    static class NothingAsked {

        @Bean
        Grounds nothingAsked() {
            return new Grounds(new Acts(List.of()), null);
        }
    }

    static final class Sent implements Outbox {

        final List<Envelope> envelopes = new ArrayList<>();

        @Override
        public void send(Envelope envelope) {
            envelopes.add(envelope);
        }
    }

    @Import({
        BureauBeans.class,
        DatabaseBeans.class,
        ClockBeans.class,
        CaseEvents.class,
        Approvals.class,
        Correspondence.class,
        IncomingLettersTest.NothingAsked.class,
        LetterNumbers.class,
        Letters.class,
        Known.class,
        IncomingStore.class,
        IncomingLetters.class,
        Assignments.class,
        SubjectClocks.class,
        Supervision.class
    })
    static class Wiring {

        static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");

        @Bean
        Transitions transitions() {
            ProcessContract contract = mock(ProcessContract.class);
            when(contract.moves()).thenReturn(Notice.MOVES);
            ProcessContracts contracts = new ProcessContracts(List.of(contract));
            return new Transitions(contracts, new VersionStates(contracts, null));
        }

        @Bean
        RecordedActs acts() {
            return new RecordedActs("notice", Notice.Act.values());
        }

        @Bean
        IncomingKind notices() {
            return Notice.KIND;
        }

        @Bean
        LetterKinds letterKinds() {
            return LetterKinds.of(Notice.Kind.values());
        }

        @Bean
        Sent post() {
            return new Sent();
        }

        @Bean
        InstantSource time() {
            return InstantSource.fixed(NOW);
        }

        @Bean
        ClockMoves clockMoves() {
            return (before, after) -> {};
        }
    }
}
