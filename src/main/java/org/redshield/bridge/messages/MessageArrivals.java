package org.redshield.bridge.messages;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.messages.notice.NoticeKind;
import org.redshield.bridge.messages.notice.Notices;
import org.springframework.stereotype.Component;

/** A message is there: from now on it is in the receiver's file, and the sender sees it. */
@Component
@RequiredArgsConstructor
class MessageArrivals implements ArrivalRule {

    private final MessageStore store;
    private final CaseMessages messages;
    private final Notices notices;

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(MessageKind.CASE_MESSAGE);
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        if (store.delivered(envelope.id(), receivedAt)) {
            notices.tell(envelope.receiver(), NoticeKind.MESSAGE, envelope.caseNo(), "对方发来消息，请在案卷中查看");
            messages.tell(envelope.caseNo(), List.of(envelope.sender(), envelope.receiver()));
        }
        return Arrival.FILE;
    }
}
