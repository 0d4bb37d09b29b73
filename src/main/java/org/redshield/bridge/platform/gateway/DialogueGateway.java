package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Talking with a platform about a request it has; faults as in {@link PlatformGateway}. */
public interface DialogueGateway {

    /**
     * One message.
     *
     * @param id of whoever wrote it; the same again is the same message
     * @param fromPlatform not from us
     */
    record Message(String id, boolean fromPlatform, String text, Instant sentAt) {}

    void say(String platformRequestId, Message message);

    /** All messages of both sides, oldest first. */
    List<Message> messages(String platformRequestId);

    /** Our answer to the date that the platform put forward. */
    void answerDate(String platformRequestId, Instant newDueAt, boolean accepted, Optional<String> text);
}
