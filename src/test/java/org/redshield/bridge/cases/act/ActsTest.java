package org.redshield.bridge.cases.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.model.Contracts;

/** Every letter there is goes on a declared act, by law that is called by its full name. */
class ActsTest {

    private static final Acts ACTS = DeclaredActs.all();

    /** What others write on paper is only filed, and none of ours. */
    private static final Set<String> OF_OTHERS = Set.of("POLICE_ANSWER_LETTER", "PROCURATORATE_ANSWER_LETTER");

    @Test
    void everyLetterIsTheInstrumentOfAnAct() {
        Set<String> undeclared = new TreeSet<>();
        for (LetterKind kind : Contracts.letterKinds().all()) {
            if (kind.isLetter()
                    && !OF_OTHERS.contains(kind.name())
                    && ACTS.by(kind).isEmpty()) {
                undeclared.add(kind.name());
            }
        }
        assertThat(undeclared).isEmpty();
    }

    @Test
    void lawsAreCalledByTheirFullNameWithAnArticle() {
        List<String> laws =
                ACTS.all().stream().flatMap(act -> act.law().stream()).toList();
        assertThat(laws).isNotEmpty().allMatch(law -> law.matches("《[^》]+》第[一二三四五六七八九十百]+条(之[一二])?"));
        assertThat(laws).noneMatch(law -> law.matches("《(行政处罚法|电子商务法|反不正当竞争法|程序规定)》.*"));
        assertThat(ACTS.all()).allMatch(act -> !act.law().isEmpty() || !(act.ground() instanceof Ground.Decision));
    }

    @Test
    void everyActHasFactsOrARule() {
        assertThat(ACTS.all()).allMatch(act -> !act.facts().isEmpty() || act.ground() instanceof Ground.Rule);
    }

    @Test
    void codesAreWords() {
        assertThat(ACTS.all().stream().map(Act::code))
                .allMatch(code -> code.matches("[A-Z]+(_[A-Z]+)*"))
                .doesNotHaveDuplicates();
    }
}
