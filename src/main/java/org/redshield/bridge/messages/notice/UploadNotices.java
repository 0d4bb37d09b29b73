package org.redshield.bridge.messages.notice;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.messages.notice.Notices.Told;
import org.redshield.bridge.work.UploadStopped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who uploaded what is not worked on any more is told so, in the transaction that ended it. */
@Component
@RequiredArgsConstructor
class UploadNotices {

    private final Notices notices;

    @EventListener
    void onStopped(UploadStopped stopped) {
        String caseNo = stopped.caseNo().orElse(Notice.NO_CASE);
        if (stopped.user().isPresent()) {
            notices.tell(
                    List.of(stopped.user().get()),
                    new Told(
                            NoticeKind.UPLOAD_STOPPED,
                            caseNo,
                            Optional.empty(),
                            stopped.what(),
                            Optional.empty(),
                            stopped.page()));
        } else {
            notices.tell(stopped.tenant(), NoticeKind.UPLOAD_STOPPED, caseNo, stopped.what());
        }
    }
}
