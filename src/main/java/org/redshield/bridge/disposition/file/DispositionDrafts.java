package org.redshield.bridge.disposition.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.letter.LetterDraft;

/**
 * How the letters of a disposition begin. Every letter has a fixed key, so that a step done again sends nothing twice.
 */
public final class DispositionDrafts {

    private DispositionDrafts() {}

    /** @param named targets that the letter names */
    public static LetterDraft toPlatform(
            DispositionLetter kind, String key, Disposition disposition, List<DispositionTarget> named) {
        return new LetterDraft(
                        kind,
                        key + "/" + kind.name(),
                        disposition.caseNo(),
                        disposition.id(),
                        disposition.tenant(),
                        disposition.platform())
                .current(shop(disposition, named));
    }

    /** @param key after the disposition's id */
    public static LetterDraft toRequester(String key, Disposition disposition) {
        return new LetterDraft(
                        DispositionLetter.DISPOSITION_REPORT,
                        disposition.id() + "/" + key,
                        disposition.caseNo(),
                        disposition.id(),
                        disposition.tenant(),
                        disposition.request().requester())
                .current(shop(disposition, List.of()))
                .inReplyTo(disposition.request().letterId())
                // By which the requester's process is found.
                .fact("requestId", disposition.request().requestId());
    }

    /** Whose the goods are, where only they are touched: a shop that is a target is named as one, or was left out. */
    private static Map<String, String> shop(Disposition disposition, List<DispositionTarget> named) {
        return named.stream().anyMatch(target -> target.plan().type() == DisposeType.SHOP)
                ? Map.of()
                : disposition
                        .request()
                        .shopId()
                        .map(shop -> Map.of("shopId", shop))
                        .orElse(Map.of());
    }

    public static Map<String, String> planned(Disposition disposition, List<DispositionTarget> targets) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("dispositionId", disposition.id());
        facts.put("requestId", disposition.request().requestId());
        disposition.letter().ifPresent(letter -> facts.put("letterNo", letter.number()));
        targets.forEach(target -> {
            String name = "target." + target.position() + ".";
            facts.put(name + "measure", target.plan().measure().name());
            facts.put(name + "type", target.plan().type().name());
            facts.put(name + "value", target.plan().value());
            target.plan().term().ifPresent(term -> facts.put(name + "term", term));
            target.plan().about().ifPresent(about -> facts.put(name + "about", about));
        });
        return facts;
    }
}
