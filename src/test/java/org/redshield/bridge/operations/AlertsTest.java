package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter.Type;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Alerts and dashboard ask for nothing that the bridge does not say, and of what waits nothing is left out. */
class AlertsTest extends Scenario {

    private static final Path RULES = Path.of("ops/prometheus/rules.yml");
    private static final Path DASHBOARD = Path.of("ops/grafana/redshield-bridge.json");

    /** HAProxy's own names are held against HAProxy by its test, those of deadlines, which come with the first, by theirs. */
    private static final Pattern METRIC = Pattern.compile("\\b(?:bridge(?!_deadlines_)|hikaricp|jvm|http)_[a-z0-9_]+");

    private static final NamingConvention NAMES = new PrometheusNamingConvention();

    @Autowired
    private List<Figures> figures;

    @Autowired
    private Environment environment;

    @Test
    void everyAlertAndChartAsksForSomethingThatThereIs() throws IOException {
        Set<String> known = Stream.concat(scraped(), figures()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named(RULES)).isNotEmpty().allSatisfy(metric -> assertThat(known)
                .contains(metric));
        assertThat(named(DASHBOARD)).isNotEmpty().allSatisfy(metric -> assertThat(known)
                .contains(metric));
    }

    @Test
    void everyFigureIsShown() throws IOException {
        Set<String> shown = named(DASHBOARD);
        shown.addAll(named(RULES));
        assertThat(figures()).allSatisfy(metric -> assertThat(shown).contains(metric));
    }

    private Stream<String> scraped() {
        return new Http("http://localhost:" + environment.getRequiredProperty("local.management.port"), null)
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2]);
    }

    /** Those of a platform come with its first row. */
    private Stream<String> figures() {
        return figures.stream().flatMap(all -> all.figures().stream()
                .map(figure -> NAMES.name(figure.meter(all.name()), Type.GAUGE, figure.unit())));
    }

    private static Set<String> named(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
