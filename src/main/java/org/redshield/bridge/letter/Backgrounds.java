package org.redshield.bridge.letter;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.ShopNames;
import org.springframework.stereotype.Component;

/** Knows the {@link Background} of each letter. */
@Component
public class Backgrounds {

    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final ShopNames shops;

    public Backgrounds(Organisations organisations, OfficerDirectory officers, ShopNames shops) {
        this.organisations = organisations;
        this.officers = officers;
        this.shops = shops;
    }

    Background of(LetterDraft draft) {
        return new Background(
                organisations.get(draft.sender).address(),
                () -> Optional.ofNullable(draft.issuedBy)
                        .flatMap(officers::byUser)
                        .filter(officer -> officer.bureauCode().equals(draft.sender))
                        .filter(officer -> Naming.CONTACT.lacking(officer).isEmpty())
                        .map(officer -> officer.named(Naming.CONTACT)),
                () -> shop(draft)
                        .map(shop -> shops.about(shop, draft.caseNo, draft.sender))
                        .orElse(ShopNames.UNKNOWN));
    }

    /** The one shop that the letter is about, by the names under which letters tell of shops; empty where it is about several. */
    private static Optional<String> shop(LetterDraft draft) {
        Set<String> shops = new HashSet<>();
        draft.facts.forEach((fact, value) -> {
            boolean target = fact.startsWith("target.")
                    && fact.endsWith(".value")
                    && "SHOP".equals(draft.facts.get(fact.replace(".value", ".type")));
            if (target || fact.equals("targetId") || fact.equals("shopId")) {
                shops.add(value);
            }
        });
        return shops.size() == 1 ? shops.stream().findFirst() : Optional.empty();
    }
}
