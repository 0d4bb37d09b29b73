package org.redshield.bridge.platform.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.Provenance;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.platform.answer.AnswerFiles.Fetched;
import org.redshield.bridge.platform.answer.AnswerTables.CsvFile;
import org.redshield.bridge.platform.answer.AnswerTables.Staged;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.request.AwaitingProcess;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.LeasedPolls.Load;
import org.redshield.bridge.platform.work.PollingSettings;
import org.redshield.bridge.reader.ReaderLost;
import org.redshield.bridge.reader.ReadersBusy;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.UploadStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * Brings one answer into its case: fetches the files, verifies them, loads the rows, and makes all of it visible in the
 * transaction that wakes the process. Until then nothing can be seen, and a second run after a crash anywhere finds the
 * files it has and begins the rest anew.
 */
@Component
@RequiredArgsConstructor
public class AnswerLoader {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerLoader.class);
    private static final int MOST_NAMED = 10;
    /** A reader is free in a moment. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String SET_ASIDE = "platform.liaison-file-set-aside";

    /** How soon a file is tried again for which there was no room, there or in the database; with room for none of them, none is taken. */
    private static final Duration ROOM = Duration.ofSeconds(NoRoom.SECONDS);

    private final DataRequests requests;
    private final LeasedPolls leases;
    private final AnswerFiles answerFiles;
    private final LiaisonAnswers liaison;
    private final AnswerTables tables;
    private final Evidences evidences;
    private final AwaitingProcess process;
    private final TransactionTemplate transaction;
    private final PollingSettings settings;
    private final ApplicationEventPublisher events;

    /**
     * What is ready to be shown.
     *
     * @param staged the rows, if there are any
     * @param tables the files that they came from
     * @param note what of the files is not among the rows although it should be, as an officer reads it; else empty
     */
    private record Ready(List<Fetched> files, Optional<Staged> staged, List<CsvFile> tables, String note) {
        static final Ready NOTHING = withoutRows(List.of(), "");

        static Ready withoutRows(List<Fetched> files, String note) {
            return new Ready(files, Optional.empty(), List.of(), note);
        }

        long rows() {
            return staged.map(Staged::rows).orElse(0L);
        }
    }

    public void run(Load load) {
        try (LogContext context = new LogContext().withCaseOf(load.requestNo())) {
            load.letterId().ifPresent(letter -> context.with(LogContext.LETTER_ID, letter));
            take(load);
        }
    }

    private void take(Load load) {
        try {
            DataRequest request = requests.get(load.requestNo());
            publish(load, request, load.loaded() ? Ready.NOTHING : prepare(load, request));
        } catch (NoRoom e) {
            waitForRoom(load);
        } catch (PlatformBusy e) {
            // Nothing was tried, so nothing failed.
            leases.untried(load, e.retryAfter().orElseThrow());
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                leases.leave(load);
                return;
            }
            if (e.getCause() instanceof ReadersBusy) {
                leases.untried(load, SOON);
                return;
            }
            if (e.getCause() instanceof ReaderLost) {
                LOG.warn("A reader died under the liaison's answer to {}", load.requestNo(), e);
                leases.died(load, SOON);
                return;
            }
            // A disk that has filled up meanwhile shows in many ways; as a fault it would cost more time than there is
            // none.
            if (answerFiles.isRoom()) {
                fault(load, e);
            } else {
                waitForRoom(load);
            }
        } finally {
            leases.release(load.lease());
        }
    }

    private void waitForRoom(Load load) {
        LOG.warn("The answer to {} waits for room on the disk", load.requestNo());
        leases.putBack(load, ROOM, NoRoom.CODE);
    }

    private void fault(Load load, RuntimeException e) {
        if (e instanceof Refusal || e instanceof PlatformUnavailable) {
            failed(load, e);
        } else if (e instanceof PlatformRefusal refusal) {
            failed(load, new BadAnswer("platform.bad-manifest", refusal.text()));
        } else {
            LOG.error("The answer to {} could not be taken in; it is tried again", load.requestNo(), e);
            Duration wait = BackOff.of(settings.wakeRetries()).after(load.attempts());
            boolean ofDatabase = e instanceof DataAccessException || e instanceof TransactionException;
            leases.putBack(
                    load,
                    ofDatabase && wait.compareTo(ROOM) > 0 ? ROOM : wait,
                    e.getClass().getSimpleName());
        }
    }

    private Ready prepare(Load load, DataRequest request) {
        if (load.letterId().isPresent()) {
            return prepareLetter(load, request, load.letterId().get());
        }
        return switch (load.outcome()) {
            case ANSWERED, PARTIAL -> fetch(load, request, answerFiles.manifest(request));
            case NO_RECORD, REFUSED ->
                withoutLetter(load)
                        ? Ready.NOTHING
                        : Ready.withoutRows(answerFiles.letter(request).stream().toList(), "");
            case LIAISON, WITHDRAWN -> Ready.NOTHING;
        };
    }

    /** A liaison's table that cannot be loaded stays what it is, a file of the answer. */
    private Ready prepareLetter(Load load, DataRequest request, UUID letter) {
        if (load.isSetAside()) {
            LOG.error(
                    "The files of the liaison's answer to {} are set aside: {} processes died over them",
                    load.requestNo(),
                    load.deaths());
            return Ready.withoutRows(List.of(), new Refusal(SET_ASIDE).getMessage());
        }
        try {
            List<CsvFile> found = liaison.tables(request, letter);
            return found.isEmpty() ? Ready.NOTHING : stage(load, request, List.of(), found, "");
        } catch (Refusal e) {
            LOG.warn("A file of the liaison's answer to {} cannot be loaded: {}", load.requestNo(), e.code());
            return Ready.withoutRows(List.of(), new Refusal("platform.liaison-file-not-loaded").getMessage());
        }
    }

    private Ready fetch(Load load, DataRequest request, Manifest manifest) {
        List<Fetched> files = new ArrayList<>();
        List<CsvFile> tablesOf = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        for (Manifest.DataFile file : manifest.files()) {
            if (file.bytes() == 0) {
                note.append(ofNothing(file));
                continue;
            }
            boolean csv = file.name().toLowerCase(java.util.Locale.ROOT).endsWith(".csv");
            files.add(answerFiles.data(request, file, csv));
            if (csv) {
                tablesOf.add(new CsvFile(file.name(), file.sha256(), file.charset(), file.rows()));
            }
        }
        manifest.replyLetter().ifPresent(letter -> files.add(answerFiles.letter(request, letter)));
        refuseTwins(tablesOf);
        List<CsvFile> unknown = new ArrayList<>();
        for (CsvFile file : tablesOf) {
            AnswerTables.Header header = tables.header(request.dataset(), file);
            leftOut(file, header).ifPresent(note::append);
            if (header.known().isEmpty()) {
                unknown.add(file);
            }
        }
        tablesOf.removeAll(unknown);
        if (tablesOf.isEmpty() && !unknown.isEmpty()) {
            throw new BadAnswer("platform.bad-columns", unknown.get(0).name());
        }
        return tablesOf.isEmpty()
                ? Ready.withoutRows(files, note.toString())
                : stage(load, request, files, tablesOf, note.toString());
    }

    /** A file of no bytes proves nothing and is not kept. */
    private static String ofNothing(Manifest.DataFile file) {
        if (file.rows() > 0) {
            throw new BadAnswer("platform.bad-rows", file.name(), 0, file.rows());
        }
        return new Refusal("platform.file-empty", file.name()).getMessage();
    }

    /** What of a file cannot be in a table, because its columns have other names than agreed. */
    private static Optional<String> leftOut(CsvFile file, AnswerTables.Header header) {
        if (header.unknown().isEmpty()) {
            return Optional.empty();
        }
        if (header.known().isEmpty()) {
            return Optional.of(new Refusal("platform.file-not-loaded", file.name()).getMessage());
        }
        String names = header.unknown().stream()
                .limit(MOST_NAMED)
                .map(AnswerFileCheck::shown)
                .collect(Collectors.joining("、"));
        int count = header.unknown().size();
        return Optional.of(new Refusal("platform.columns-not-loaded", file.name(), count, names).getMessage());
    }

    private Ready stage(Load load, DataRequest request, List<Fetched> files, List<CsvFile> tablesOf, String note) {
        long rows =
                tablesOf.stream().mapToLong(file -> file.rows().orElseThrow()).sum();
        Staged staged = transaction.execute(status -> tables.stage(
                request.dataset(),
                request.requestNo(),
                tablesOf,
                rows,
                Optional.of(load.lease().owner())));
        return new Ready(files, Optional.ofNullable(staged), tablesOf, note);
    }

    /** The same rows under two names would count twice. */
    private static void refuseTwins(List<CsvFile> files) {
        Set<String> seen = new HashSet<>();
        for (CsvFile file : files) {
            if (!file.rows().equals(Optional.of(0L)) && !seen.add(file.sha256())) {
                throw new BadAnswer("platform.same-file-twice", file.name());
            }
        }
    }

    private void publish(Load load, DataRequest request, Ready ready) {
        transaction.executeWithoutResult(status -> {
            if (!leases.lock(load)) {
                // Withdrawn, or taken over by another node, which brings in rows of its own.
                return;
            }
            if (!load.loaded()) {
                show(load, request, ready);
            }
            if (process.wake(request, load.outcome())) {
                leases.done(load);
            } else {
                Duration wait = BackOff.of(settings.wakeRetries()).after(load.attempts());
                leases.loaded(load, wait);
            }
        });
    }

    private void show(Load load, DataRequest request, Ready ready) {
        if (tables.present(request.requestNo())) {
            LOG.warn("The answer to {} came again; what is in the case stays as it is", request.requestNo());
            return;
        }
        ready.staged().ifPresent(staged -> tables.show(staged, request.dataset(), request.requestNo(), ready.tables()));
        if (load.letterId().isPresent()) {
            if (load.isSetAside()) {
                events.publishEvent(new UploadStopped(
                        request.tenant(),
                        Optional.empty(),
                        Optional.of(request.caseNo()),
                        Optional.empty(),
                        new Refusal(SET_ASIDE).getMessage()));
            }
            liaison.takeIn(
                    request.requestNo(),
                    load.letterId().get(),
                    ready.rows(),
                    ready.note().isEmpty() ? null : ready.note());
            return;
        }
        Supplier<DataRequestOrder> order = SingletonSupplier.of(() -> requests.order(request.requestNo()));
        List<String> known = requests.files(request.requestNo());
        List<Evidence> sealed = ready.files().stream()
                .filter(file -> !known.contains(file.content().sha256()))
                .map(file -> evidences.seal(draft(request, file, order.get()), file.content(), file.announced()))
                .toList();
        requests.addEvidence(request.requestNo(), sealed);
        ended(load.outcome())
                .ifPresent(end ->
                        requests.end(request.requestNo(), end, Optional.empty(), noted(request, ready), ready.rows()));
    }

    /** What the platform said itself, and what we have to add. */
    private static Optional<String> noted(DataRequest request, Ready ready) {
        String whole = request.said().explanation().orElse("") + ready.note();
        return Optional.of(whole).filter(text -> !text.isEmpty());
    }

    private static EvidenceDraft draft(DataRequest request, Fetched file, DataRequestOrder order) {
        return new EvidenceDraft(
                request.caseNo(),
                request.tenant(),
                request.requestNo(),
                file.name(),
                file.mediaType(),
                request.platform(),
                "平台数据接口调取，已核对校验值",
                "platform",
                new Provenance(
                        Optional.of(order.letterNo()),
                        Optional.of("平台业务系统，在线运行状态；由平台按请求生成文件"),
                        Optional.of("经平台数据接口提交请求，按平台清单逐个下载，与清单所列长度和 SHA-256 一致后原样封存"),
                        Optional.of(file.begunAt()),
                        order.officers().stream()
                                .map(officer -> officer.name() + "（" + officer.certificateNo() + "）")
                                .toList()));
    }

    private static Optional<Status> ended(AnswerState state) {
        return switch (state) {
            case ANSWERED -> Optional.of(Status.ANSWERED);
            case PARTIAL -> Optional.of(Status.PARTIAL);
            case NO_RECORD -> Optional.of(Status.NO_RECORD);
            case REFUSED -> Optional.of(Status.REFUSED);
            case WITHDRAWN -> Optional.of(Status.WITHDRAWN);
            case LIAISON -> Optional.empty();
        };
    }

    private void failed(Load load, RuntimeException fault) {
        boolean bad = !(fault instanceof PlatformUnavailable);
        String reason = bad ? fault.getMessage() : new BadAnswer("platform.unreachable").getMessage();
        List<Duration> retries = retries(load, bad);
        int before = bad ? load.badAnswers() : load.failures();
        LOG.warn("The answer to {} could not be fetched ({} before): {}", load.requestNo(), before, fault.getMessage());
        if (before < retries.size()) {
            leases.failed(load, load.outcome(), retries.get(before), bad, reason);
            return;
        }
        transaction.executeWithoutResult(status -> {
            if (hasData(load)) {
                requests.explain(load.requestNo(), reason);
            }
            leases.failed(load, hasData(load) ? AnswerState.LIAISON : load.outcome(), Duration.ZERO, bad, reason);
        });
    }

    /** Whether all has been tried to get the letter of an answer without data: it is an answer without the letter too. */
    private boolean withoutLetter(Load load) {
        return load.failures() > retries(load, false).size()
                || load.badAnswers() > retries(load, true).size();
    }

    private List<Duration> retries(Load load, boolean bad) {
        return bad || !hasData(load) ? settings.badAnswerRetries() : settings.loadRetries();
    }

    /** Data that cannot be had needs a person. */
    private static boolean hasData(Load load) {
        return load.outcome() == AnswerState.ANSWERED || load.outcome() == AnswerState.PARTIAL;
    }
}
