package org.redshield.bridge.letter.document;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.letter.ofd.OfdAway;
import org.redshield.bridge.operations.IntegrityCheck;
import org.springframework.stereotype.Component;

/** Each letter's document and OFD against their records and seals; that these records are the logged ones, the log's audit says. */
@Component
@RequiredArgsConstructor
class LetterIntegrityCheck implements IntegrityCheck {

    private static final int PAGE = 500;
    private static final int MOST_AT_ONCE = 4;
    /** As the alert has it. */
    private static final Duration SEALED_WITHIN = Duration.ofMinutes(5);

    private final LetterDocuments documents;
    private final LetterOfds ofds;
    private final LetterVerifications verifications;

    @Override
    public Title title() {
        return new Title(3, "函件的文件和印章", "Documents and seals of letters");
    }

    /** On as many processors as there are, at most {@value #MOST_AT_ONCE}: a seal takes twenty times as long as the row of its letter. */
    @Override
    public void audit(Report report) {
        int atOnce = Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());
        ExecutorService several = Executors.newFixedThreadPool(atOnce);
        try {
            List<LetterDocument> page = documents.after(new UUID(0, 0), PAGE);
            while (!page.isEmpty()) {
                Map<UUID, LetterOfd> renditions =
                        ofds.of(page.stream().map(LetterDocument::letterId).toList());
                // Told in the order of the letters.
                page.stream()
                        .map(document -> several.submit(
                                () -> found(document, Optional.ofNullable(renditions.get(document.letterId())))))
                        .toList()
                        .forEach(found -> result(found).accept(report));
                page = documents.after(page.get(page.size() - 1).letterId(), PAGE);
            }
        } finally {
            end(several);
        }
        documents.missing(SEALED_WITHIN, missing -> missing(missing, report));
    }

    private static void missing(LetterDocuments.Missing letter, Report report) {
        String chinese = "函件 " + letter.number() + "（案件 " + letter.caseNo() + "）";
        String english = "the letter " + letter.number() + " of case " + letter.caseNo();
        if (letter.waits()) {
            report.unread(chinese + "还没有文件，正在等待盖章", english + " has no document yet and waits for its seal");
        } else {
            report.wrong(chinese + "没有文件，也不在等待盖章", english + " has no document, and none is to be made");
        }
    }

    /** Whoever called closes what they read from. */
    private static void end(ExecutorService several) {
        several.shutdownNow();
        try {
            several.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Consumer<Report> result(Future<Consumer<Report>> found) {
        try {
            return found.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The audit was stopped", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private Consumer<Report> found(LetterDocument document, Optional<LetterOfd> rendition) {
        UUID letter = document.letterId();
        try {
            List<String> findings = verifications.kept(document, rendition);
            return report -> {
                report.verified(1);
                if (!findings.isEmpty()) {
                    report.wrong(
                            "函件 " + letter + "：" + String.join("", findings).replaceFirst("。$", ""),
                            "the document of letter " + letter + " is not what was sealed");
                }
            };
        } catch (OfdAway | IllegalStateException | java.io.UncheckedIOException e) {
            return report -> report.unread(
                    "函件 " + letter + " 目前无法核验（" + e.getMessage() + "）",
                    "letter " + letter + " cannot be verified now (" + e.getMessage() + ")");
        }
    }
}
