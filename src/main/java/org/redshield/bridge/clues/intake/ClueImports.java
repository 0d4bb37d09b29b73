package org.redshield.bridge.clues.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.clues.intake.ClueImport.State;
import org.redshield.bridge.evidence.scan.Malware;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.UploadStopped;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What an officer does with imports. */
@Service
@RequiredArgsConstructor
class ClueImports {

    private static final int LONGEST_NAME = 120;

    private final ImportStore store;
    private final IntakeSettings settings;
    private final Malware malware;
    private final KeyProvider keys;
    private final Signals signals;
    private final TransactionTemplate transaction;
    private final InstantSource time;
    private final Space space;
    private final ApplicationEventPublisher events;

    /**
     * Whether the person may import from there, before anything of the file is read.
     *
     * @throws Refusal {@code clues.import-officers-only, .import-source-unknown}
     */
    void require(Caller caller, String source) {
        if (!caller.hasRole("officer")) {
            throw new Forbidden("clues.import-officers-only");
        }
        if (!settings.sources().containsKey(source)) {
            throw new Refusal(
                    "clues.import-source-unknown",
                    source.length() <= 40 ? source : source.substring(0, 40) + "…",
                    String.join("、", settings.sources().keySet()));
        }
    }

    /**
     * Keeps the file and begins.
     *
     * @param preview whether it is only looked through until somebody confirms it
     * @throws Refusal {@code clues.import-empty, .import-too-large}, of the scanner, and where there is no room
     */
    UUID begin(Caller caller, String source, String fileName, InputStream body, boolean preview) throws IOException {
        require(caller, source);
        space.require(0);
        try (Spooled file = Spooled.of(body, settings.maxBytes().toBytes(), keys)) {
            malware.keepOut(fileName, file::open);
            ClueImport one = new ClueImport(
                    Ids.next(),
                    caller.tenant(),
                    source,
                    fileName.length() <= LONGEST_NAME ? fileName : fileName.substring(0, LONGEST_NAME),
                    file.bytes(),
                    preview,
                    State.RUNNING,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    caller.userId(),
                    time.instant(),
                    Optional.empty());
            store(one, file);
            return one.id();
        }
    }

    private void store(ClueImport one, Spooled file) throws IOException {
        transaction.execute(status -> {
            store.insert(one, file.sha256());
            keep(one.id(), file);
            signals.send(ImportWork.KIND);
            return null;
        });
    }

    private void keep(UUID id, Spooled file) {
        try {
            store.keep(id, file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @throws Refusal {@code clues.import-unknown} */
    ClueImport get(Caller caller, UUID id) {
        require(caller);
        return store.find(id, caller.tenant()).orElseThrow(() -> new NotFound("clues.import-unknown", id));
    }

    /** The bureau's, newest first. */
    List<ClueImport> page(Caller caller, int page, int size) {
        require(caller);
        return store.page(caller.tenant(), page * size, size + 1);
    }

    /** Of all bureaus, what is not over: for operators, who may cancel it. The oldest first. */
    List<ClueImport> openAnywhere(Caller caller, int page, int size) {
        if (!isOperator(caller)) {
            throw new Forbidden("clues.import-officers-only");
        }
        return store.open(page * size, size + 1);
    }

    /** Who looks after the system and brings in nothing himself. */
    static boolean isOperator(Caller caller) {
        return caller.hasRole(Role.OPERATOR.group()) && !caller.hasRole(Role.OFFICER.group());
    }

    /**
     * Ends an import that is not over, by who began it or by an operator. What was taken over stays, and the import says how much that is;
     * the node that works on it stops at once, and of a chunk that it has not committed nothing is written.
     *
     * @throws Refusal {@code clues.import-unknown, .import-officers-only, .import-not-yours, .import-over}
     */
    ClueImport cancel(Caller caller, UUID id) {
        boolean byOperator = isOperator(caller);
        ClueImport seen = byOperator
                ? store.find(id).orElseThrow(() -> new NotFound("clues.import-unknown", id))
                : get(caller, id);
        if (!byOperator && !seen.startedBy().equals(caller.userId())) {
            throw new Forbidden("clues.import-not-yours");
        }
        transaction.executeWithoutResult(status -> {
            ClueImport one = store.locked(id).orElseThrow(() -> new NotFound("clues.import-unknown", id));
            if (!one.state().isOpen()) {
                throw new Refusal("clues.import-over");
            }
            String who = ImportSentences.file(byOperator ? "by-operator" : "by-owner");
            String what = one.preview()
                    ? ImportSentences.file("cancelled-preview", who)
                    : ImportSentences.file("cancelled", who, one.rows(), one.imported(), one.updated());
            store.ended(id, State.CANCELLED, Optional.of(what), time.instant());
            if (byOperator) {
                events.publishEvent(new UploadStopped(
                        one.tenant(),
                        Optional.of(one.startedBy()),
                        Optional.empty(),
                        Optional.of(ImportWork.PAGE),
                        ImportSentences.file("told", ChinaTime.moment(one.startedAt()), what)));
            }
            signals.send(ImportWork.CANCELLED, id.toString());
        });
        return store.find(id).orElseThrow(() -> new NotFound("clues.import-unknown", id));
    }

    private static void require(Caller caller) {
        if (!caller.hasRole("officer")) {
            throw new Forbidden("clues.import-officers-only");
        }
    }

    /**
     * What was looked through is imported.
     *
     * @throws Refusal {@code clues.import-unknown, .import-not-previewed}
     */
    void confirm(Caller caller, UUID id) {
        get(caller, id);
        transaction.executeWithoutResult(status -> {
            if (!store.confirm(id, caller.tenant(), caller.userId(), time.instant())) {
                throw new Refusal("clues.import-not-previewed");
            }
            signals.send(ImportWork.KIND);
        });
    }
}
