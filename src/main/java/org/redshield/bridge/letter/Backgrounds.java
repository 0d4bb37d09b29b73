package org.redshield.bridge.letter;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.ShopNames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows the {@link Background} of each letter. */
@Component
@RequiredArgsConstructor
public class Backgrounds {

    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final ShopNames shops;
    private final LetterKinds kinds;
    private final JdbcClient jdbc;

    Background of(LetterDraft draft) {
        return new Background(
                organisations.get(draft.sender).address(),
                () -> Optional.ofNullable(draft.issuedBy)
                        .flatMap(officers::byUser)
                        .filter(officer -> officer.bureauCode().equals(draft.sender))
                        .filter(officer -> Naming.CONTACT.lacking(officer).isEmpty())
                        .map(officer -> officer.named(Naming.CONTACT)),
                () -> {
                    Map<String, ShopNames.Known> known = new LinkedHashMap<>();
                    shops(draft).forEach(shop -> known.put(shop, shops.about(shop, draft.caseNo, draft.sender)));
                    return known;
                },
                () -> draft.inReplyTo.map(letter -> jdbc.sql("select type, number from letter where id = ?")
                        .param(letter)
                        .query((row, index) -> new Background.Answered(
                                kinds.named(row.getString("type")).title(), row.getString("number")))
                        .single()));
    }

    /** The shops that the letter is about, by the names under which letters tell of shops. */
    private static Set<String> shops(LetterDraft draft) {
        Set<String> shops = new LinkedHashSet<>();
        draft.facts.forEach((fact, value) -> {
            boolean target = fact.startsWith("target.")
                    && fact.endsWith(".value")
                    && "SHOP".equals(draft.facts.get(fact.replace(".value", ".type")));
            if (target || fact.equals("targetId") || fact.equals("shopId")) {
                shops.add(value);
            }
        });
        return shops;
    }
}
