package org.redshield.bridge.evidence.store;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Raises the alarm when somebody was to get a file that is no longer what was sealed: the audit has it on record at once. */
@Component
@RequiredArgsConstructor
public final class AlteredFiles {

    private static final Logger LOG = LoggerFactory.getLogger(AlteredFiles.class);

    private final ApplicationEventPublisher listeners;

    /** @param missing whether there are no bytes at all */
    public record Found(UUID evidence, boolean missing) {}

    public void found(UUID evidence, boolean missing) {
        LOG.error("The file of evidence {} is {}", evidence, missing ? "missing" : "not what was sealed");
        listeners.publishEvent(new Found(evidence, missing));
    }
}
