package org.redshield.bridge.cases.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.personal.Mask;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is marked, and that the database compares as the program does. */
class SearchWordsTest {

    private static String marked(String q, String text) {
        return SearchWords.of(q)
                .snippet(text, Mask.numbersIn(text))
                .map(parts -> parts.stream()
                        .map(part -> part.match() ? "[" + part.text() + "]" : part.text())
                        .collect(Collectors.joining()))
                .orElse("");
    }

    @Test
    void theWordsAreMarkedAsTheyStandThere() {
        assertThat(marked("iphone 假货", "卖ＩＰＨＯＮＥ假货，假货")).isEqualTo("卖[ＩＰＨＯＮＥ假货]，[假货]");
        assertThat(marked("假货", "真货")).isEmpty();
        assertThat(marked("aa", "aaa")).isEqualTo("[aa]a");
    }

    @Test
    void ofALongTextOnlyWhatIsAroundIsShownAndNoCharacterIsCut() {
        String emoji = "😀".repeat(200);
        String shown = marked("假货", emoji + "假货" + emoji);
        assertThat(shown).startsWith("…😀").endsWith("😀…").contains("[假货]").hasSizeLessThan(130);
        assertThat(marked("x😀", "y".repeat(21) + "😀x😀")).endsWith("😀[x😀]");
    }

    @Test
    void whatIsMaskedIsMarkedInItsPlace() {
        assertThat(marked("13712345678", "电话13712345678，")).isEqualTo("电话[137****5678]，");
    }

    @Test
    void theDatabaseMakesTheSamePlain() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.with("db/changelog/master.xml"));
        StringBuilder all = new StringBuilder();
        for (char one = 1; one < '\uffff'; one++) {
            if (!Character.isSurrogate(one)) {
                all.append(one);
            }
        }
        String plain = jdbc.sql("select search_plain(?)")
                .param(all.toString())
                .query(String.class)
                .single();
        assertThat(plain).isEqualTo(SearchWords.plain(all.toString()));
    }
}
