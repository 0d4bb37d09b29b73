package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.LegalBasis.Use;
import org.redshield.bridge.disposition.plan.LegalHook;
import org.redshield.bridge.disposition.plan.Measure;

/** The list from which the law is cited has every article on which the features' rules stand. */
class LegalBasisTest {

    private static final Pattern ARTICLES = Pattern.compile("<text>\"([^<]*第[^<]*条)\"</text>");

    @Test
    void everyArticleThatCarriesAMeasureIsOfferedAndNoOther() {
        Set<LegalHook> carrying = List.of(Measure.values()).stream()
                .flatMap(measure -> measure.hooks().stream())
                .collect(Collectors.toSet());
        assertThat(LegalBasis.of(Use.MEASURES).stream()
                        .flatMap(basis -> LegalHook.parse(basis.citation()).stream())
                        .collect(Collectors.toSet()))
                .isEqualTo(carrying);
    }

    @Test
    void everyArticleOfTheTableOfJurisdictionIsOfferedAndNoOther() throws Exception {
        Matcher found = ARTICLES.matcher(Files.readString(Path.of("processes/jurisdiction.dmn")));
        Set<String> articles = found.results()
                .flatMap(one -> List.of(one.group(1).split("、")).stream())
                .map(title -> title.replaceFirst("^程序规定", "市场监督管理行政处罚程序规定"))
                .collect(Collectors.toSet());
        assertThat(LegalBasis.of(Use.JURISDICTION).stream()
                        .map(LegalBasis::title)
                        .collect(Collectors.toSet()))
                .isEqualTo(articles);
    }
}
