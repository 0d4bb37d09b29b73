package org.redshield.bridge.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.springframework.stereotype.Service;

/** Talking with a platform about a request that it has, without another letter. */
@Service
public class Dialogues {

    private final DataRequests requests;
    private final Gateways gateways;
    private final Organisations organisations;
    private final InstantSource clock;

    public Dialogues(DataRequests requests, Gateways gateways, Organisations organisations, InstantSource clock) {
        this.requests = requests;
        this.gateways = gateways;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** What both sides have said. @throws Refusal as {@link #say} */
    public List<DialogueGateway.Message> messages(String requestNo, String tenant) {
        return with(requestNo, tenant, false, (id, platform) -> platform.messages(id));
    }

    /**
     * Says something.
     *
     * @throws Refusal platform.unknown-request, platform.dialogue-unsupported, platform.dialogue-closed,
     *     platform.dialogue-refused, platform.dialogue-unanswered
     */
    public void say(String requestNo, String tenant, String text) {
        DialogueGateway.Message message =
                new DialogueGateway.Message(Ids.next().toString(), false, text, clock.instant());
        with(requestNo, tenant, true, (id, platform) -> {
            platform.say(id, message);
            return null;
        });
    }

    /**
     * Accepts or declines the date that the platform put forward. Our own clocks stay as they are: an agreement is not
     * changed by a message.
     *
     * @throws Refusal as {@link #say}, and platform.no-new-date
     */
    public void answerDate(String requestNo, String tenant, boolean accepted, Optional<String> text) {
        Instant proposed = own(requestNo, tenant).newDueAt().orElseThrow(() -> new Refusal("platform.no-new-date"));
        with(requestNo, tenant, true, (id, platform) -> {
            platform.answerDate(id, proposed, accepted, text);
            return null;
        });
    }

    private interface Talk<T> {
        T with(String platformRequestId, DialogueGateway platform);
    }

    private <T> T with(String requestNo, String tenant, boolean speaking, Talk<T> talk) {
        DataRequest request = own(requestNo, tenant);
        Function<String, Refusal> refusal =
                code -> new Refusal(code, organisations.get(request.platform()).name());
        DialogueGateway dialogue = gateways.find(request.platform())
                .flatMap(PlatformGateway::dialogue)
                .orElseThrow(() -> refusal.apply("platform.dialogue-unsupported"));
        if (speaking && request.status() != DataRequest.Status.SUBMITTED) {
            throw new Refusal("platform.dialogue-closed", request.status().title());
        }
        String id = request.platformRequestId()
                .orElseThrow(() ->
                        new Refusal("platform.dialogue-closed", request.status().title()));
        try {
            return talk.with(id, dialogue);
        } catch (PlatformUnavailable e) {
            throw refusal.apply("platform.dialogue-unanswered");
        } catch (PlatformRefusal e) {
            throw e.code().equals("not-implemented")
                    ? refusal.apply("platform.dialogue-unsupported")
                    : new Refusal("platform.dialogue-refused", e.text());
        }
    }

    private DataRequest own(String requestNo, String tenant) {
        return requests.find(requestNo)
                .filter(request -> request.tenant().equals(tenant))
                .orElseThrow(() -> new Refusal("platform.unknown-request", requestNo));
    }
}
