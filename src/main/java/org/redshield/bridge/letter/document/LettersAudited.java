package org.redshield.bridge.letter.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.letter.ofd.OfdAway;
import org.redshield.bridge.operations.Audited;
import org.springframework.stereotype.Component;

/** Each letter's document and OFD against their records and seals; that these records are the logged ones, the log's audit says. */
@Component
class LettersAudited implements Audited {

    private static final int PAGE = 500;

    private final LetterDocuments documents;
    private final LetterOfds ofds;
    private final LetterVerifications verifications;

    LettersAudited(LetterDocuments documents, LetterOfds ofds, LetterVerifications verifications) {
        this.documents = documents;
        this.ofds = ofds;
        this.verifications = verifications;
    }

    @Override
    public Title title() {
        return new Title(3, "函件的文件和印章", "Documents and seals of letters");
    }

    @Override
    public void audit(Report report) {
        List<LetterDocument> page = documents.after(new UUID(0, 0), PAGE);
        while (!page.isEmpty()) {
            Map<UUID, LetterOfd> renditions =
                    ofds.of(page.stream().map(LetterDocument::letterId).toList());
            page.forEach(document -> audit(document, Optional.ofNullable(renditions.get(document.letterId())), report));
            page = documents.after(page.get(page.size() - 1).letterId(), PAGE);
        }
    }

    private void audit(LetterDocument document, Optional<LetterOfd> rendition, Report report) {
        UUID letter = document.letterId();
        try {
            List<String> findings = verifications.kept(document, rendition);
            report.verified(1);
            if (!findings.isEmpty()) {
                report.wrong(
                        "函件 " + letter + "：" + String.join("", findings).replaceFirst("。$", ""),
                        "the document of letter " + letter + " is not what was sealed");
            }
        } catch (OfdAway | IllegalStateException | java.io.UncheckedIOException e) {
            report.unread(
                    "函件 " + letter + " 目前无法核验（" + e.getMessage() + "）",
                    "letter " + letter + " cannot be verified now (" + e.getMessage() + ")");
        }
    }
}
