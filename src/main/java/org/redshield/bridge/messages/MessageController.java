package org.redshield.bridge.messages;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the sides of a case write each other. */
@RestController
@RequestMapping("/api/cases/{caseNo}/messages")
@RequiredArgsConstructor
class MessageController {

    private final CaseMessages messages;

    /** @param id of the new message, a UUID: who did not hear whether it was taken sends the same again */
    record MessageOrder(UUID id, String to, String text) {}

    @GetMapping
    CaseMessages.Talk talk(@PathVariable String caseNo) {
        return messages.talk(Caller.current(), caseNo);
    }

    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    CaseMessages.Talk send(@PathVariable String caseNo, @RequestBody MessageOrder order) {
        if (order.id() == null) {
            throw new Refusal("access.request-invalid");
        }
        messages.send(Caller.current(), caseNo, order.id(), order.to(), order.text());
        return talk(caseNo);
    }

    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/read")
    CaseMessages.Talk read(@PathVariable String caseNo) {
        messages.read(Caller.current(), caseNo);
        return talk(caseNo);
    }
}
