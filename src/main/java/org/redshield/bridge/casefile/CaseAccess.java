package org.redshield.bridge.casefile;

import java.util.List;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/**
 * Who may see and add what. What is not for somebody looks to him as if it were not there, whatever the reason.
 *
 * <p>Cases are for the people of an organisation that works on them, in one of the roles that do case work.
 */
@Component
class CaseAccess {

    private static final String[] CASE_WORK = {
        "officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "liaison"
    };
    private static final String[] ADDS_FILES = {"officer", "liaison"};

    private final Involvements involvements;
    private final Evidences evidences;
    private final Letters letters;

    CaseAccess(Involvements involvements, Evidences evidences, Letters letters) {
        this.involvements = involvements;
        this.evidences = evidences;
        this.letters = letters;
    }

    static boolean doesCaseWork(Caller caller) {
        return caller.hasRole(CASE_WORK);
    }

    /** @throws NotFound {@code casefile.unknown-case} */
    List<Involvement> require(Caller caller, String caseNo) {
        List<Involvement> mine = doesCaseWork(caller) ? involvements.ofCase(caseNo, caller.tenant()) : List.of();
        if (mine.isEmpty()) {
            throw new NotFound("casefile.unknown-case", caseNo);
        }
        return mine;
    }

    static boolean mayAddFiles(Caller caller, List<Involvement> mine) {
        return caller.hasRole(ADDS_FILES) && mine.stream().anyMatch(Involvement::open);
    }

    /**
     * What a new file belongs to: the named one of what is being worked on, or the only one. A liaison has to name it,
     * because it goes out with the answer to that one letter.
     *
     * @param subjectId may be null or blank
     * @throws Refusal {@code casefile.upload-not-allowed}, {@code casefile.subject-unknown}, {@code
     *     casefile.subject-missing}
     */
    static String subjectFor(Caller caller, List<Involvement> mine, String subjectId) {
        if (!mayAddFiles(caller, mine)) {
            throw new Refusal("casefile.upload-not-allowed");
        }
        if (subjectId == null || subjectId.isBlank()) {
            List<Involvement> open = mine.stream().filter(Involvement::open).toList();
            if (open.stream().anyMatch(one -> one.role() == Involvement.Role.LIAISON)) {
                throw new Refusal("casefile.subject-missing");
            }
            return open.get(0).subjectId();
        }
        String wanted = subjectId.strip();
        if (!takesFiles(mine, wanted)) {
            throw new Refusal("casefile.subject-unknown", shortened(wanted));
        }
        return wanted;
    }

    /** Whether it is worked on, by itself or, as one dataset of a request, in what is worked on. */
    static boolean takesFiles(List<Involvement> mine, String subjectId) {
        return mine.stream()
                .filter(Involvement::open)
                .map(Involvement::subjectId)
                .anyMatch(own -> subjectId.equals(own) || subjectId.startsWith(own + "-"));
    }

    /** Whether a file with this subject answers a letter to a liaison. */
    static boolean isForLiaison(List<Involvement> mine, String subject) {
        return mine.stream()
                .anyMatch(one -> one.role() == Involvement.Role.LIAISON
                        && one.subjectId().equals(subject));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /**
     * Evidence that the caller's organisation obtained, or that a letter delivered to it lists.
     *
     * @throws NotFound {@code casefile.unknown-evidence}
     */
    Evidence evidence(Caller caller, String id) {
        if (!doesCaseWork(caller)) {
            throw new NotFound("casefile.unknown-evidence");
        }
        String tenant = caller.tenant();
        return evidences
                .find(uuid(id, "casefile.unknown-evidence"))
                .filter(found -> found.tenant().equals(tenant) || letters.grantsEvidence(found.id(), tenant))
                .orElseThrow(() -> new NotFound("casefile.unknown-evidence"));
    }

    /** @throws NotFound with the code, when it is no id at all */
    static UUID uuid(String text, String code) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound(code);
        }
    }
}
