package org.redshield.bridge.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Addresses;
import org.springframework.web.bind.annotation.GetMapping;

class TreatmentTest {

    private static final Map<String, Set<Treatment>> ALL = new TreeMap<>();

    static {
        Addresses.onRecord()
                .forEach((address, methods) -> ALL.put(
                        address,
                        methods.stream()
                                .map(method -> Treatment.of(method, address.split(" ")[0], address.split(" ")[1]))
                                .collect(Collectors.toSet())));
    }

    /** What is a file by its address is taken along; so are the packages and files of a case, which have no such ending. */
    @Test
    void whateverIsTakenAlongCountsAsAnExportAndIsOnRecordBeforeItLeaves() {
        Map<String, Set<Treatment>> files = ALL.entrySet().stream()
                .filter(one -> one.getKey().matches("GET /api/.*(\\.(csv|pdf|ofd|ics|zip)|/package|/dossier)"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(files).hasSizeGreaterThan(12);
        assertThat(files).allSatisfy((address, of) -> assertThat(of).allMatch(one -> one.export() && one.first()));
        assertThat(ALL.values()).allSatisfy(of -> assertThat(of).allMatch(one -> one.first() || !one.export()));
    }

    /** The same file under an address without its ending is the same export. */
    @Test
    void aFileIsAnExportByWhateverAddressItIsTaken() {
        assertThat(ALL.get("GET /api/cases/{caseNo}/letters/{letterId}"))
                .extracting(one -> one.act().orElseThrow())
                .containsExactlyInAnyOrder(AuditAct.LETTER, AuditAct.LETTER_FILE);
    }

    @Test
    void whatNobodyDecidedAboutIsOnRecordByItsKind() throws NoSuchMethodException {
        assertThat(usual("GET", "/api/cases/{caseNo}/news")).contains(AuditAct.CASE);
        assertThat(usual("HEAD", "/api/news")).contains(AuditAct.LIST);
        assertThat(usual("POST", "/api/cases/{caseNo}/news")).contains(AuditAct.CHANGE);
    }

    private static Optional<AuditAct> usual(String verb, String address) throws NoSuchMethodException {
        return Treatment.of(Plain.class.getDeclaredMethod("news"), verb, address)
                .act();
    }

    static final class Plain {
        @GetMapping("/api/news")
        void news() {}
    }
}
