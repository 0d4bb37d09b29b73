package org.redshield.bridge.disposition;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.restorecheck.LostTasks;
import org.redshield.bridge.disposition.restorecheck.LostTasks.Lost;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 恢复后核对: what platforms carry out by letters that a restore has lost. Each such letter of a case that is still there becomes a
 * disposition of its bureau that an officer adopts or has lifted; until then, and as long as it is in force, the same is not asked
 * of the platform again. Reading alone: it goes on while sending is held.
 */
@Service
@RequiredArgsConstructor
public class RestoredDispositions implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredDispositions.class);
    /** Besides the signal by which a restore is told. */
    private static final Duration NET = Duration.ofSeconds(30);

    private static final int ID_DIGITS = 8;

    private final LostTasks lost;
    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final CaseEvents cases;
    private final Letters letters;
    private final PlatformTasks tasks;
    private final ProcessMessages messages;
    private final TransactionTemplate transaction;

    @Override
    public List<Work> work() {
        return List.of(Work.every(PlatformSending.KIND, NET, this::find));
    }

    /** Puts before officers what is lost in cases that are there. Doing it again changes nothing. */
    void find() {
        Map<String, List<Lost>> letters = lost.of(Lost::isMeasure).stream()
                .collect(Collectors.groupingBy(Lost::letterNo, LinkedHashMap::new, Collectors.toList()));
        Set<String> known = knownCases(letters.values().stream()
                .map(letter -> letter.get(0).measure().caseNo())
                .collect(Collectors.toSet()));
        letters.values().stream()
                .filter(letter -> known.contains(letter.get(0).measure().caseNo()))
                .forEach(this::foundAlone);
    }

    /** One that cannot be put before anybody holds up no other; it is tried again. */
    private void foundAlone(List<Lost> letter) {
        try {
            transaction.executeWithoutResult(status -> found(letter));
        } catch (RuntimeException e) {
            LOG.error(
                    "What was lost under {} could not be put before an officer",
                    letter.get(0).letterNo(),
                    e);
        }
    }

    private Set<String> knownCases(Set<String> caseNos) {
        return caseNos.isEmpty() ? Set.of() : cases.organisations(caseNos).keySet();
    }

    private void found(List<Lost> letter) {
        Lost first = letter.get(0);
        String id = idOf(first.measure().caseNo(), first.letterNo());
        if (store.find(id).filter(one -> one.stage() != DispositionStage.FOUND).isPresent()) {
            // Somebody has decided about the others of the same letter before this one was known.
            id = idOf(first.measure().caseNo(), first.sent().number());
        }
        Instant issued = letter.stream()
                .map(one -> one.sent().at())
                .min(Instant::compareTo)
                .orElseThrow();
        Optional<UUID> request =
                first.measure().requestLetter().flatMap(letters::find).map(Letter::id);
        boolean news =
                store.insertFound(id, first.measure(), first.sent().platform(), first.letterNo(), request, issued);
        Disposition disposition = store.lock(id);
        for (Lost one : letter) {
            targets.insertFound(
                    disposition,
                    one.measure().plan(),
                    one.sent().number(),
                    one.sent().platformId(),
                    one.sent().at());
            tasks.ask(disposition, one.sent().platformId().orElse(one.sent().number()));
        }
        if (news) {
            LOG.warn("Platform {} has lost measures of case {}", disposition.platform(), disposition.caseNo());
            events.append(disposition, CaseEvents.SYSTEM, DispositionAct.FOUND, first.letterNo());
            messages.start(
                    disposition.tenant(),
                    "DispositionFound",
                    disposition.caseNo(),
                    Map.of(DispositionVariables.DISPOSITION_ID.name(), id));
        }
    }

    /** Always the same for a letter, so that two nodes, or the same restore done again, make one of it. */
    private static String idOf(String caseNo, String name) {
        String hash = Hashes.sha256(name);
        return caseNo + "-F" + hash.substring(0, ID_DIGITS);
    }
}
