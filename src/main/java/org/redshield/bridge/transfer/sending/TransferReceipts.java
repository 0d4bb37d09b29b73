package org.redshield.bridge.transfer.sending;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of the letter on its way, and what an officer is told of receipts that do not come. */
@Service
@Transactional
@RequiredArgsConstructor
public class TransferReceipts {

    private static final List<ReceiptStage> AWAITED =
            List.of(ReceiptStage.RELAYED, ReceiptStage.DELIVERED, ReceiptStage.ACKNOWLEDGED);

    private final TransferStore store;
    private final TransferRecord record;
    private final TransferDates dates;
    private final Letters letters;

    /** It lies in the receiver's inbox. @return until when it must be signed for */
    public Map<TransferClock, Instant> recordDelivery(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_DELIVERED);
        return dates.ofReceipts(
                transfer.receiver().orElseThrow(),
                letters.deliveredAt(transfer.letterId().orElseThrow()),
                TransferClock.SIGNING_WARNING,
                TransferClock.SIGNING_TIMEOUT);
    }

    public void recordSigning(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        store.move(transfer, TransferState.SIGNED);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_SIGNED);
    }

    public void recordLate(String id, String tenant) {
        missing(store.locked(id, tenant), TransferAct.RECEIPT_LATE);
    }

    public void recordMissing(String id, String tenant) {
        missing(store.locked(id, tenant), TransferAct.RECEIPT_MISSING);
    }

    private void missing(Transfer transfer, TransferAct act) {
        firstMissing(transfer)
                .ifPresent(stage -> record.event(
                        transfer, CaseEvents.SYSTEM, act, Map.of(CaseEvents.ABOUT, stage), Optional.empty()));
    }

    /** The first receipt that the letter in force still lacks, as an officer calls it. */
    private Optional<String> firstMissing(Transfer transfer) {
        List<ReceiptStage> there = transfer.letterId().stream()
                .flatMap(letter -> letters.receipts(letter).stream())
                .map(receipt -> receipt.stage())
                .toList();
        return AWAITED.stream()
                .filter(stage -> !there.contains(stage))
                .findFirst()
                .map(stage -> switch (stage) {
                    case RELAYED -> "转递";
                    case DELIVERED -> "送达";
                    default -> "签收";
                });
    }
}
