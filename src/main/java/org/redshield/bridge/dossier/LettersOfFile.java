package org.redshield.bridge.dossier;

import java.util.List;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.letter.LetterPages;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.document.LetterDocuments;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.springframework.stereotype.Component;

/** The letters of a case, each as the pages that are bound. */
@Component
record LettersOfFile(Letters letters, LetterDocuments documents, LetterPages pages, LetterPdf pdf) {

    List<LetterView> of(String caseNo, Caller caller) {
        return letters.open(caseNo, caller);
    }

    /** As it was sealed; one that is not, as a letter of others that came on paper, as it is laid out. */
    byte[] bytes(LetterView letter) {
        return documents.find(letter.id()).map(documents::bytes).orElseGet(() -> pdf.render(pages.issued(letter)));
    }
}
