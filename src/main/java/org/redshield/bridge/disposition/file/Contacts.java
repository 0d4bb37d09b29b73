package org.redshield.bridge.disposition.file;

import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.PersonLacks;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.letter.Letter;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Whom the platform asks about a letter: it stands in the letter from its number on, so that every task says the same. */
@Component
public class Contacts {

    /** Facts of a letter to a platform. */
    public static final String NAME = "contactName";

    public static final String PHONE = "contactPhone";

    private final OfficerDirectory officers;
    private final PersonNames names;

    /** @param names asked late: they know the engine, which asks for the forms of features while it begins */
    Contacts(OfficerDirectory officers, @Lazy PersonNames names) {
        this.officers = officers;
        this.names = names;
    }

    /**
     * Who drafted it; where he is no officer or has left, the first one of the bureau of whom all is known.
     *
     * @throws PersonLacks where the platform would not be told by whom and how
     */
    public Officer.Named of(Disposition disposition, String drafter, Naming in) {
        return officers.byUser(drafter)
                .filter(one -> one.leftOn().isEmpty())
                .or(() -> somebody(disposition, in))
                .orElseThrow(() -> PersonLacks.unknown(names.of(drafter), in))
                .named(in);
    }

    private Optional<Officer> somebody(Disposition disposition, Naming in) {
        return officers.of(disposition.tenant()).stream()
                .filter(one -> in.lacking(one).isEmpty())
                .findFirst();
    }

    /** As the letter says it. */
    public static Map<String, String> facts(Officer.Named contact) {
        return Map.of(NAME, contact.name(), PHONE, contact.phone());
    }

    /** What a task says of whom to ask: as its letter does; letters of earlier releases name nobody, so as the directory has it now. */
    public Map<String, String> named(Disposition disposition, Letter letter) {
        Map<String, String> facts = letter.content().facts();
        return facts.containsKey(PHONE)
                ? facts
                : officers.byUser(letter.issuedBy())
                        .filter(one -> Naming.DISPOSITION.lacking(one).isEmpty())
                        .or(() -> somebody(disposition, Naming.DISPOSITION))
                        .map(one -> facts(one.named(Naming.DISPOSITION)))
                        .orElse(Map.of());
    }
}
