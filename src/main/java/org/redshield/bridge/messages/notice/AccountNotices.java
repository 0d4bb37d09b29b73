package org.redshield.bridge.messages.notice;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.separation.AccountNews;
import org.redshield.bridge.messages.notice.Notices.Told;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts what was done to an account into the inboxes of those who have to hear of it. */
@Component
@RequiredArgsConstructor
class AccountNotices {

    private final Notices notices;

    /** In the transaction in which it was done. */
    @EventListener
    void tell(AccountNews news) {
        notices.tell(
                news.users(),
                new Told(NoticeKind.ACCOUNT, Notice.NO_CASE, Optional.empty(), news.what(), Optional.empty()));
    }
}
