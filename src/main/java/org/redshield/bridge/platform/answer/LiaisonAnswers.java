package org.redshield.bridge.platform.answer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.platform.answer.AnswerTables.CsvFile;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.reader.ReaderLost;
import org.redshield.bridge.reader.ReadersBusy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bureau's side of a liaison's answer: all of it stands in the letter and in the files that the letter grants. */
@Component
@RequiredArgsConstructor
public class LiaisonAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(LiaisonAnswers.class);

    private final DataRequests requests;
    private final Correspondence correspondence;
    private final Letters letters;
    private final Evidences evidences;
    private final AnswerFileCheck check;
    private final WorkQueue queue;

    /** The letter has arrived: its files are brought in, and then the process is woken. Arriving twice is arriving once. */
    public void arrived(DataRequest request, Envelope envelope) {
        Letter letter = correspondence.received(
                LiaisonLetter.LIAISON_ANSWER, envelope.letterId().orElseThrow(), request.requestNo(), request.tenant());
        queue.answer(request, AnswerState.valueOf(letter.content().facts().get("answerState")), letter.id());
    }

    /** The letter's tables, each read again: what the other side found in them is no reason to believe it. */
    List<CsvFile> tables(DataRequest request, UUID letterId) {
        return letters.get(letterId).evidence().stream()
                .map(id -> evidences.find(id).orElseThrow())
                .filter(file -> isTable(file.name()))
                .map(file -> table(request, file))
                .toList();
    }

    private CsvFile table(DataRequest request, Evidence file) {
        try {
            AnswerFileCheck.Table found = check.read(
                    request.tenant(),
                    request.dataset(),
                    AnswerFileCheck.NO_PERIOD,
                    file.name(),
                    () -> evidences.open(file.id()));
            return new CsvFile(file.name(), file.sha256(), found.charset(), found.rows());
        } catch (ReaderLost | ReadersBusy | NoRoom e) {
            // Nothing is wrong with the table: it is read later.
            throw new IllegalStateException("The table was not read: " + e.code(), e);
        }
    }

    /** Whether a file of that name holds rows; a letter, a picture and the like are shown as they are. */
    public static boolean isTable(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** Takes in what the letter says, if there is one. Doing so twice is doing so once. */
    public void takeIn(String requestNo) {
        letters.latest(requestNo, LiaisonLetter.LIAISON_ANSWER).ifPresent(letter -> takeIn(requestNo, letter, 0, null));
    }

    void takeIn(String requestNo, UUID letterId, long rows, String fault) {
        takeIn(requestNo, letters.get(letterId), rows, fault);
    }

    /** @param fault why the files hold no rows, as an officer reads it; null where nothing is wrong */
    private void takeIn(String requestNo, Letter letter, long rows, String fault) {
        Map<String, String> facts = letter.content().facts();
        if (requests.get(requestNo).status().ended()) {
            LOG.debug("The answer to {} is in the case", requestNo);
            return;
        }
        requests.addEvidence(
                requestNo,
                letter.evidence().stream()
                        .flatMap(id -> evidences.find(id).stream())
                        .toList());
        String note = Stream.of(facts.get("note"), fault)
                .filter(text -> text != null)
                .reduce((one, two) -> one + "\n" + two)
                .orElse(null);
        // What the interface said is the reason of our letter to the liaison, no longer that of the answer.
        requests.explain(requestNo, note);
        requests.end(
                requestNo,
                Status.valueOf(facts.get("answerState")),
                RefusalReason.of(facts.get("refusalReason")),
                Optional.ofNullable(note),
                rows);
    }
}
