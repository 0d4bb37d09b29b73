package org.redshield.bridge.bureau.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.separation.Account;
import org.redshield.bridge.access.separation.AccountBook;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who works on cases and lacks what {@link Naming} says has to be known of him. */
@Service
@RequiredArgsConstructor
class LackingPeople {

    private final OfficerDirectory officers;
    private final AccountBook accounts;
    private final Organisations organisations;

    /**
     * Somebody who lacks something.
     *
     * @param user his account, where he has one
     * @param certificateNo empty where the directory knows none of his
     * @param lacks in Chinese, parted by 、
     */
    record Lacking(
            String organisation,
            String organisationName,
            Optional<String> user,
            Optional<String> certificateNo,
            String name,
            String lacks) {}

    /**
     * What the caller lacks himself.
     *
     * @param lacks in Chinese, parted by 、; empty where nothing lacks, or nothing is asked of him
     * @param sentence what it means and who can add it; none where nothing lacks
     */
    record Own(String lacks, Optional<String> sentence) {}

    /** Of all connected bureaus, by organisation. */
    @Transactional(readOnly = true)
    public List<Lacking> all() {
        Map<String, String> bureaus = new LinkedHashMap<>();
        organisations.connectedBureaus().forEach(bureau -> bureaus.put(bureau.code(), bureau.name()));
        List<Lacking> lacking = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Officer officer : officers.present()) {
            officer.userId().ifPresent(known::add);
            String lacks = Naming.CASEWORK.lackingInWords(officer);
            if (!lacks.isEmpty() && bureaus.containsKey(officer.bureauCode())) {
                lacking.add(new Lacking(
                        officer.bureauCode(),
                        bureaus.get(officer.bureauCode()),
                        officer.userId(),
                        Optional.of(officer.certificateNo()),
                        officer.name(),
                        lacks));
            }
        }
        for (Account account : accounts.having(Role.OFFICER.group())) {
            account.organisations().stream()
                    .filter(bureaus::containsKey)
                    .filter(bureau -> !known.contains(account.id()))
                    .forEach(bureau -> lacking.add(new Lacking(
                            bureau,
                            bureaus.get(bureau),
                            Optional.of(account.id()),
                            Optional.empty(),
                            account.name(),
                            Naming.CASEWORK.inWords())));
        }
        lacking.sort(Comparator.comparing(Lacking::organisation).thenComparing(Lacking::name));
        return lacking;
    }

    /** Whoever has a certificate in the directory, or is an officer by his role. */
    @Transactional(readOnly = true)
    public Own of(Caller caller) {
        Optional<Officer> officer =
                officers.byUser(caller.userId()).filter(one -> one.leftOn().isEmpty());
        String lacks = officer.map(Naming.CASEWORK::lackingInWords)
                .orElseGet(() ->
                        caller.hasRole(Role.OFFICER.group()) && worksInBureau(caller) ? Naming.CASEWORK.inWords() : "");
        return new Own(lacks, lacks.isEmpty() ? Optional.empty() : Optional.of(DirectorySentences.of("mine", lacks)));
    }

    private boolean worksInBureau(Caller caller) {
        return caller.tenants().stream()
                .flatMap(code -> organisations.find(code).stream())
                .anyMatch(one -> one.kind() == Organisation.Kind.BUREAU);
    }
}
