package org.redshield.bridge.transfer;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.casework.IncomingKind;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.redshield.bridge.transfer.dispute.DisputeState;
import org.redshield.bridge.transfer.handling.ObjectionReason;
import org.redshield.bridge.transfer.handling.TransferHandlingState;
import org.redshield.bridge.transfer.sending.TransferState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What transfers say in every case. */
@Configuration(proxyBeanMethods = false)
class TransferInCases {

    /** The state is the one line of progress: after the acceptance it is what the other side said last. */
    @Bean
    Standing asTransferor() {
        return new Standing(
                "TRANSFEROR", "移送", Weight.MAIN, WorkState.standing(TransferState.values()), "case_transfer", """
                select t.case_no, t.transfer_id as subject_id, t.state, t.draft ->> 'platform' as platform,
                       t.receiver as counterpart, t.draft ->> 'shopId' as shop_id, t.draft ->> 'cause' as cause,
                       t.draft ->> 'filingNo' as source_no, t.raised_at as since, t.changed_at, true as listed
                  from case_transfer t
                 where t.tenant = :tenant
                """);
    }

    @Bean
    Standing asSuperior() {
        return new Standing(
                "SUPERIOR",
                "指定管辖",
                Weight.MAIN,
                WorkState.standing(DisputeState.values()),
                "jurisdiction_dispute",
                """
                select d.case_no, d.transfer_id as subject_id, d.state, null as platform, d.sender as counterpart,
                       null as shop_id, null as cause, null as source_no, d.received_at as since, d.changed_at,
                       true as listed
                  from jurisdiction_dispute d
                 where d.tenant = :tenant
                """);
    }

    /** What comes in. */
    @Bean
    IncomingKind transferGiven() {
        return new IncomingKind(
                TransferAct.FEATURE,
                TransferFacts.TRANSFER_ID,
                TransferLetter.TRANSFER,
                TransferLetter.TRANSFER_INCOMPLETE,
                TransferLetter.TRANSFER_OBJECTION,
                TransferHandlingState.values(),
                TransferAct.values(),
                ObjectionReason.values(),
                "异议的种类",
                letter -> new IncomingKind.About(
                        LetterFacts.need(letter, TransferFacts.CAUSE),
                        LetterFacts.find(letter, TransferFacts.FILING_NO),
                        LetterFacts.find(letter, TransferFacts.PLATFORM),
                        LetterFacts.find(letter, TransferFacts.SHOP_ID)));
    }

    @Bean
    Standing asTransferee(IncomingKind transferGiven) {
        return transferGiven.standing("TRANSFEREE", "承接移送");
    }

    @Bean
    RecordedActs transferActs() {
        return new RecordedActs(TransferAct.FEATURE, TransferAct.values());
    }
}
