package org.redshield.bridge.disposition;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.springframework.stereotype.Component;

/**
 * Puts a target into the platform's words. Two letters travel: the one of the bureau that faces the platform, and the
 * original one of the bureau whose case it is.
 */
@Component
class PlatformTasks {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A field of the platform that must not be empty where an organisation has not told us. */
    private static final String UNKNOWN = "见函件";

    private final Letters letters;
    private final Organisations organisations;
    private final OfficerDirectory officers;

    PlatformTasks(Letters letters, Organisations organisations, OfficerDirectory officers) {
        this.letters = letters;
        this.organisations = organisations;
        this.officers = officers;
    }

    DispositionOrder dispose(Disposition disposition, DispositionTarget target) {
        PlannedTarget plan = target.plan();
        String term = plan.term().map(Term::toString).orElse("");
        String reason = String.join(
                "\n",
                "措施：" + plan.measure().title() + (term.isEmpty() ? "" : "，期限" + term),
                "事实和理由：" + disposition.facts().orElseThrow(),
                "证据：" + disposition.evidenceNote().orElse("见函件"),
                "依据：" + disposition.legalHook().orElseThrow());
        ObjectNode asked = JSON.createObjectNode().put("measure", plan.measure().name());
        if (!term.isEmpty()) {
            asked.put("term", term);
        }
        return order(
                disposition,
                target,
                target.docName().orElseThrow(),
                letters.get(disposition.letterId().orElseThrow()),
                reason,
                asked);
    }

    DispositionOrder lift(Disposition disposition, DispositionTarget target, Lift lift, Lift.LiftTarget task) {
        String lifted = target.docName().orElseThrow();
        String reason = String.join(
                "\n", "措施：解除处置（" + target.plan().measure().title() + "）", "原任务：" + lifted, "理由：" + lift.reason());
        ObjectNode asked = JSON.createObjectNode().put("measure", "LIFT").put("lifts", lifted);
        return order(
                disposition,
                target,
                task.docName().orElseThrow(),
                letters.get(lift.letterId().orElseThrow()),
                reason,
                asked);
    }

    /** @param asked what {@code reason} says in Chinese, for programs: the platform's form has no field for a measure */
    private DispositionOrder order(
            Disposition disposition,
            DispositionTarget target,
            String docName,
            Letter letter,
            String reason,
            ObjectNode asked) {
        Letter original = letters.get(disposition.requestLetterId());
        return new DispositionOrder(
                docName,
                DispositionOrder.TargetKind.valueOf(target.plan().type().name()),
                target.plan().value(),
                target.plan().measure().isAgainstOperator(),
                site(disposition.platform()),
                sender(disposition, letter),
                original(original),
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.of(asked.toString()));
    }

    private DispositionOrder.Sender sender(Disposition disposition, Letter letter) {
        Organisation bureau = organisations.get(disposition.tenant());
        Optional<Officer> contact = contact(letter.issuedBy(), disposition.tenant());
        return new DispositionOrder.Sender(
                bureau.name(),
                contact.map(Officer::name).orElse(UNKNOWN),
                contact.map(Officer::phone).orElse(UNKNOWN),
                letter.issuedAt());
    }

    /** The requester is known by its letter only, so its contact stands in the letter's facts or nowhere. */
    private DispositionOrder.Original original(Letter letter) {
        return new DispositionOrder.Original(
                organisations.get(letter.sender()).name(),
                fact(letter, "contactAddress"),
                fact(letter, "officerName"),
                fact(letter, "contactPhone"),
                fact(letter, "contactPostCode"),
                letter.issuedAt());
    }

    private Optional<Officer> contact(String user, String bureau) {
        return officers.byUser(user).or(() -> officers.of(bureau).stream().findFirst());
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
