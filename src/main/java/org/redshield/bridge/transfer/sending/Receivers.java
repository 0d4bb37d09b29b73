package org.redshield.bridge.transfer.sending;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Divisions.Place;
import org.redshield.bridge.bureau.Divisions.Standing;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.redshield.bridge.transfer.correspondence.What;
import org.springframework.stereotype.Component;

/** To whom something may be handed over at all, whoever is competent. */
@Component
record Receivers(Organisations organisations, Divisions divisions, IncomingLetters incoming, Letters letters) {

    /**
     * Whether the bureau may hand the case on at all.
     *
     * @throws Refusal {@code transfer.back-to-sender, .case-never-passed-on, .distributed-never-passed-on,
     *     .handed-down-never-passed-on}
     */
    void checkGiver(String caseNo, String tenant, Optional<String> receiver) {
        for (IncomingLetter received : incoming.ofCase(TransferAct.FEATURE, caseNo, tenant)) {
            Letter letter = letters.get(received.letterId());
            var facts = letter.content().facts();
            String sender = organisations.get(received.sender()).name();
            if (What.CASE.name().equals(facts.get(TransferFacts.WHAT))) {
                throw receiver.filter(received.sender()::equals).isPresent()
                        ? new Refusal("transfer.back-to-sender", sender)
                        : new Refusal("transfer.case-never-passed-on", sender);
            }
            if ("true".equals(facts.get(TransferFacts.DISTRIBUTED))) {
                throw new Refusal("transfer.distributed-never-passed-on", sender);
            }
            if (letter.kind() == TransferLetter.HAND_DOWN
                    && receiver.filter(bureau -> !below(bureau, tenant)).isPresent()) {
                throw new Refusal("transfer.handed-down-never-passed-on", sender);
            }
        }
    }

    /**
     * Whether something may be handed down to the bureau.
     *
     * @throws Refusal {@code transfer.not-subordinate}
     */
    void checkBelow(String receiver, String tenant) {
        if (!below(receiver, tenant)) {
            throw new Refusal(
                    "transfer.not-subordinate", organisations.get(receiver).name());
        }
    }

    /**
     * To whom the bureau reports.
     *
     * @throws Refusal {@code transfer.no-superior, .not-the-superior}, or of {@link #check}
     */
    String above(Optional<String> chosen, String tenant, LocalDate today) {
        Organisation bureau = organisations.get(tenant);
        String superior = bureau.parentCode().orElseThrow(() -> new Refusal("transfer.no-superior", bureau.name()));
        if (chosen.filter(code -> !code.equals(superior)).isPresent()) {
            throw new Refusal(
                    "transfer.not-the-superior",
                    organisations.get(chosen.get()).name(),
                    organisations.get(superior).name());
        }
        check(superior, tenant, today);
        return superior;
    }

    private boolean below(String bureau, String tenant) {
        Optional<Organisation> above = organisations.find(bureau);
        while (above.isPresent() && !above.get().code().equals(tenant)) {
            above = above.get().parentCode().map(organisations::get);
        }
        return above.isPresent();
    }

    /**
     * Whether a letter can reach the bureau, by the system or on paper.
     *
     * @throws Refusal {@code transfer.to-oneself, .bureau-dissolved, .bureau-unknown}
     */
    void check(String receiver, String tenant, LocalDate today) {
        if (receiver.equals(tenant)) {
            throw new Refusal("transfer.to-oneself", organisations.get(tenant).name());
        }
        Place place = divisions.at(receiver, today);
        if (place.standing() != Standing.IN_FORCE && divisions.knows(receiver)) {
            throw new Refusal(
                    "transfer.bureau-dissolved",
                    divisions.name(receiver, today),
                    receiver,
                    place.codes().stream()
                            .map(code -> divisions.bureauName(code, today))
                            .collect(Collectors.joining("、")));
        }
        organisations
                .find(receiver)
                .filter(found -> found.kind() == Organisation.Kind.BUREAU)
                .orElseThrow(() -> new Refusal("transfer.bureau-unknown", receiver));
    }
}
