package org.redshield.bridge.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.model.Contracts;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters on paper are their sender's affair, and each is carried once. */
class PaperStoreTest {

    private static final String CHANGNING = "310105";
    private static final String YUHANG = "330110";
    private static final String XIHU = "330106";
    private static final String CASE = "310105-2026-000123";
    private static final Instant NOW = Instant.parse("2026-09-18T01:00:00Z");

    private static DataSource database;

    private JdbcClient jdbc;
    private PaperStore store;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.with("db/changelog/features/paper.sql");
    }

    @BeforeEach
    void emptyTable() {
        jdbc = JdbcClient.create(database);
        jdbc.sql("truncate paper_letter").update();
        store = new PaperStore(jdbc, () -> NOW, Contracts.transitions());
    }

    @Test
    void eachBureauOfACaseSeesItsOwn() {
        Letter ours = letter(CHANGNING);
        Letter theirs = letter(YUHANG);
        String id = store.insert(ours);
        store.insert(theirs);

        assertThat(store.ofCase(CASE, CHANGNING))
                .extracting(PaperLetter::letterId)
                .containsExactly(ours.id());
        assertThat(store.ofLetter(ours.id(), YUHANG)).isEmpty();
        assertThat(store.find(id, XIHU)).isEmpty();
        assertThatThrownBy(() -> store.locked(id, XIHU))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("paper.unknown"));
    }

    @Test
    void aLetterIsCarriedOnce() {
        Letter letter = letter(CHANGNING);
        store.insert(letter);

        assertThatThrownBy(() -> store.insert(letter)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void whatTheSystemCarriedAfterAllWasNotServedOnPaper() {
        Letter letter = letter(CHANGNING);
        PaperLetter paper = store.locked(store.insert(letter), CHANGNING);
        PaperOfCase served = new PaperOfCase(store, null);
        assertThat(served.of(letter.id(), CHANGNING)).isPresent();

        store.move(paper, PaperState.ONLINE);

        assertThat(served.of(letter.id(), CHANGNING)).isEmpty();
    }

    private static Letter letter(String sender) {
        return new Letter(
                UUID.randomUUID(),
                AssistanceLetter.REQUEST,
                "沪长市监协查〔2026〕12号",
                CASE,
                CASE + "-R1",
                sender,
                XIHU,
                Optional.empty(),
                "关于协助调查的函",
                new LetterContent(List.of(), Map.of()),
                List.of(),
                "officer" + sender,
                Optional.empty(),
                NOW);
    }
}
