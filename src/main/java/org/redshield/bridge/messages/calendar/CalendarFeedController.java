package org.redshield.bridge.messages.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The address of the caller's calendar; and the calendar, for whoever has the address. */
@RestController
@RequiredArgsConstructor
class CalendarFeedController {

    private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

    private final CalendarFeeds feeds;

    /**
     * @param madeAt absent where there is none
     * @param path of the address; told once, when it is made
     */
    record Feed(Optional<Instant> madeAt, Optional<String> path) {}

    @NotOnRecord
    @GetMapping("/api/calendar")
    Feed feed() {
        return new Feed(feeds.madeAt(user()), Optional.empty());
    }

    /** A new address; the one before is worth nothing any more. */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/api/calendar")
    Feed renew() {
        String secret = feeds.renew(user());
        return new Feed(feeds.madeAt(user()), Optional.of("/api/calendar/" + secret + ".ics"));
    }

    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @DeleteMapping("/api/calendar")
    Feed revoke() {
        feeds.revoke(user());
        return feed();
    }

    @OnRecord(AuditAct.CALENDAR)
    @GetMapping("/api/calendar/{secret}.ics")
    ResponseEntity<String> calendar(@PathVariable String secret) {
        String calendar = feeds.calendar(secret).orElseThrow(() -> new NotFound("messages.unknown-calendar"));
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag('"' + DigestUtils.md5DigestAsHex(calendar.getBytes(StandardCharsets.UTF_8)) + '"')
                .body(calendar);
    }

    private static String user() {
        return Caller.current().userId();
    }
}
