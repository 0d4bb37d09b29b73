package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.ModelFiles;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** The tables and the forms of this release say the same, in both directions. */
class FormTablesTest extends Scenario {

    @Autowired
    private List<FormIntake> intakes;

    @Test
    void everyDecisionOfEveryFormHasItsUseCaseAndNoOther() throws IOException {
        Map<String, Set<String>> coded = new TreeMap<>();
        for (FormIntake intake : intakes) {
            UseCases table = intake.useCases();
            table.forms().forEach(form -> assertThat(
                            coded.put(form, new TreeSet<>(table.of(form).decisions())))
                    .as("tables with form " + form)
                    .isNull());
        }
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            Map<String, Set<String>> offered = files.map(
                            file -> file.getFileName().toString().replace(".form", ""))
                    .collect(Collectors.toMap(
                            Function.identity(), form -> new TreeSet<>(ModelFiles.decisions(ModelFiles.form(form)))));
            // What code offers at run time comes from its table.
            assertThat(offered.remove("reviewTransfer")).isEmpty();
            assertThat(coded.remove("reviewTransfer")).isNotNull();
            assertThat(coded).isEqualTo(offered);
        }
    }

    @Test
    void whatGoesOutAsItWasTypedIsAFieldOfItsForm() throws IOException {
        int told = 0;
        for (FormIntake intake : intakes) {
            UseCases table = intake.useCases();
            for (String form : table.forms()) {
                String file = Files.readString(Path.of("forms", form + ".form"));
                for (String decision : table.of(form).decisions()) {
                    for (String field : table.of(form).told(decision)) {
                        assertThat(file).as(form + " " + decision).contains("\"key\": \"" + field + "\"");
                        told++;
                    }
                }
            }
        }
        assertThat(told).isGreaterThan(10);
    }
}
