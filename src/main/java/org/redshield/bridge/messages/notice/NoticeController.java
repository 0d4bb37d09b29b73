package org.redshield.bridge.messages.notice;

import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own inbox. */
@NotOnRecord
@RestController
@RequestMapping("/api/notices")
@RequiredArgsConstructor
class NoticeController {

    private final Notices notices;
    private final NoticeChoices choices;

    /** @param upTo the newest that the person has seen: what came since stays unread */
    record ReadOrder(long upTo) {}

    /** @param before the oldest that the person has on his screen: those before it */
    @GetMapping
    Notices.Inbox inbox(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        return notices.inbox(user(), before);
    }

    @GetMapping("/count")
    Map<String, Integer> count() {
        return Map.of("unread", notices.unread(user()));
    }

    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/read")
    Notices.Inbox read(@RequestBody ReadOrder order) {
        notices.read(user(), order.upTo());
        return inbox(Long.MAX_VALUE);
    }

    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{id}/read")
    Map<String, Integer> readOne(@PathVariable long id) {
        notices.readOne(user(), id);
        return count();
    }

    @GetMapping("/settings")
    NoticeChoices.Choices settings() {
        return choices.of(user());
    }

    @SentAgain(SentAgain.Way.SAME)
    @PutMapping("/settings")
    NoticeChoices.Choices choose(@RequestBody NoticeChoices.Chosen chosen) {
        if (chosen.kinds() == null
                || chosen.kinds().stream().anyMatch(choice -> choice == null || choice.kind() == null)) {
            throw new Refusal("access.request-invalid");
        }
        choices.choose(user(), chosen);
        return settings();
    }

    private static String user() {
        return Caller.current().userId();
    }
}
