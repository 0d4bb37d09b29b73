package org.redshield.bridge.disposition.execution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.act.PlainEffect;
import org.redshield.bridge.disposition.file.Contacts;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionCall;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformTask;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.work.Polling;
import org.springframework.stereotype.Component;

/**
 * The tasks at the platform: sends them, and has the platform asked about them. Two letters travel with each: the one of
 * the bureau that faces the platform, and the original one of the bureau whose case it is.
 */
@Component
@RequiredArgsConstructor
public class PlatformTasks {

    /** A field of the platform that must not be empty where an organisation has not told us. */
    private static final String UNKNOWN = "见函件";

    private final Gateways gateways;
    private final Polling polling;
    private final Letters letters;
    private final Organisations organisations;
    private final Contacts contacts;
    private final Grounds grounds;

    /**
     * What is asked against a target.
     *
     * @param letter the letter that asks for it
     * @param reason one line each
     * @param asked what the reason says in Chinese, for programs: the platform's form has no field for a measure
     * @param lifts our name of the task that it takes back
     */
    public record Wish(
            String docName, UUID letter, List<String> reason, Map<String, String> asked, Optional<String> lifts) {}

    /** @param refusal why the platform will not take the task */
    public record Answer(Optional<DispositionReceipt> receipt, String refusal) {

        public boolean isTaken() {
            return receipt.isPresent();
        }

        public Optional<String> taskId() {
            return receipt.flatMap(DispositionReceipt::taskId);
        }

        /** Whether the platform knew the task before. */
        public boolean isRepeated() {
            return receipt.filter(DispositionReceipt::duplicate).isPresent();
        }
    }

    /**
     * Sends a task; sent twice it is one, because the platform knows it by its {@code doc_name}. Called before any row is
     * locked: the poller must not wait for a slow platform.
     *
     * @throws org.redshield.bridge.platform.gateway.PlatformUnavailable when nothing is known: try again
     * @throws Refusal {@code disposition.not-in-letter} where the letter asks for something else; as {@link Grounds#require}
     */
    public Answer send(Disposition disposition, DispositionTarget target, Wish wish) {
        Letter letter = letters.get(wish.letter());
        requireNamed(letter, target, wish);
        grounds.require(submitted(disposition, target, wish));
        try {
            return new Answer(
                    Optional.of(gateways.of(disposition.platform()).dispose(order(disposition, target, wish, letter))),
                    "");
        } catch (PlatformRefusal e) {
            return new Answer(Optional.empty(), e.text());
        }
    }

    /** The fact by which a letter that lifts names a task. @param position of the lift's target */
    public static String lifted(int position) {
        return "lifts." + position;
    }

    /** What is asked of a platform is what a letter that somebody has decided about asks. */
    private static void requireNamed(Letter letter, DispositionTarget target, Wish wish) {
        Map<String, String> facts = letter.content().facts();
        String name = "target." + target.position() + ".";
        boolean named = wish.lifts()
                .map(task -> facts.containsValue(task)
                        // Letters of earlier releases name it in their text only.
                        || facts.keySet().stream().noneMatch(fact -> fact.startsWith("lifts.")))
                .orElseGet(() -> target.plan().measure().name().equals(facts.get(name + "measure"))
                        && target.plan().type().name().equals(facts.get(name + "type"))
                        && target.plan().value().equals(facts.get(name + "value")));
        if (!named) {
            throw new Refusal("disposition.not-in-letter", wish.docName(), letter.number());
        }
    }

    /** One target's task as it is about to reach the platform. */
    private static PlainEffect submitted(Disposition disposition, DispositionTarget target, Wish wish) {
        return new PlainEffect(
                wish.lifts().isPresent() ? DispositionCall.LIFT_SUBMISSION : DispositionCall.SUBMISSION,
                wish.docName(),
                disposition.caseNo(),
                disposition.id(),
                disposition.tenant(),
                List.of(target.plan().describe()));
    }

    /** @param key the platform's id of the task, or our name where it did not say any */
    public void ask(Disposition disposition, String key) {
        polling.watch(Polling.Kind.DISPOSITION, disposition.platform(), key);
    }

    /** Asks at once, instead of when its turn comes. */
    public void askNow(Disposition disposition, PlatformTask task) {
        polling.askNow(Polling.Kind.DISPOSITION, disposition.platform(), task.keys());
    }

    /**
     * Whichever of the two keys was watched. Called before the disposition is locked: an answer holds what was asked and
     * then locks the disposition.
     */
    public void stopAsking(PlatformTask task) {
        task.keys().forEach(this::stopAsking);
    }

    public void stopAsking(String key) {
        polling.stop(Polling.Kind.DISPOSITION, key);
    }

    private DispositionOrder order(Disposition disposition, DispositionTarget target, Wish wish, Letter letter) {
        PlannedTarget plan = target.plan();
        return new DispositionOrder(
                wish.docName(),
                kind(plan.type()),
                plan.value(),
                plan.measure().isAgainstOperator(),
                site(disposition.platform()),
                sender(disposition, letter),
                original(disposition),
                String.join("\n", wish.reason()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Json.write(wish.asked())),
                SentMeasure.about(disposition, plan, wish.lifts()));
    }

    /** The platform knows a merchant by his account, and has no other word for his shop. */
    private static DispositionOrder.TargetKind kind(DisposeType type) {
        return type == DisposeType.ACCOUNT
                ? DispositionOrder.TargetKind.SHOP
                : DispositionOrder.TargetKind.valueOf(type.name());
    }

    private DispositionOrder.Sender sender(Disposition disposition, Letter letter) {
        Map<String, String> contact = contacts.named(disposition, letter);
        return new DispositionOrder.Sender(
                organisations.name(disposition.tenant()),
                contact.getOrDefault(Contacts.NAME, UNKNOWN),
                contact.getOrDefault(Contacts.PHONE, UNKNOWN),
                letter.issuedAt());
    }

    /** The requester is known by its letter only, so its contact stands in the letter's facts or nowhere. */
    private DispositionOrder.Original original(Disposition disposition) {
        return disposition
                .request()
                .letterId()
                .map(letters::get)
                .map(this::original)
                // Lost by a restore, as the letter was whose measures are taken back.
                .orElseGet(() -> new DispositionOrder.Original(
                        organisations.name(disposition.request().requester()),
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        UNKNOWN,
                        disposition.lost().orElseThrow().issuedAt()));
    }

    private DispositionOrder.Original original(Letter letter) {
        return new DispositionOrder.Original(
                organisations.name(letter.sender()),
                fact(letter, "contactAddress"),
                fact(letter, "officerName"),
                fact(letter, Contacts.PHONE),
                fact(letter, "contactPostCode"),
                letter.issuedAt());
    }

    private static String fact(Letter letter, String name) {
        return Optional.ofNullable(letter.content().facts().get(name))
                .filter(text -> !text.isBlank())
                .orElse(UNKNOWN);
    }

    /** One platform may run several market places, each connected under a key of its own. */
    private static DispositionOrder.Site site(String platform) {
        return switch (platform) {
            case "tmall" -> DispositionOrder.Site.TMALL;
            case "1688" -> DispositionOrder.Site.ALIBABA_1688;
            default -> DispositionOrder.Site.TAOBAO;
        };
    }
}
