package org.redshield.bridge.messages.stream;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Component;

/** Says to the pages of those whom it concerns that something is new, at whichever node they are, when the transaction commits. */
@Component
@RequiredArgsConstructor
public class News {

    static final String KIND = "stream";

    private final Signals signals;

    public void tell(Topic topic) {
        signals.send(KIND, topic.signal());
    }
}
