package org.redshield.bridge.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Answers.CALLS_REAL_METHODS;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.clues.Reporters;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.form.FormFiles.Field;
import org.redshield.bridge.engine.form.FormFiles.FormFile;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Of every form that there is, every field is held against what is kept out, but those that are the place for it. */
class EveryFieldIsReadTest {

    private static final Set<String> PLACES = Set.of(
            "registerClue.reporterName",
            "registerClue.reporterIdentityNo",
            "registerClue.reporterPhone",
            "registerClue.reporterAddress");

    static List<Path> forms() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            return files.filter(file -> file.toString().endsWith(".form"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFieldOfAForm(Path file) throws IOException {
        String form = file.getFileName().toString().replace(".form", "");
        FormFile fields = FormFiles.of(new ObjectMapper().readTree(file.toFile()));
        Set<Told> expected = fields.fields().values().stream()
                .filter(field -> !PLACES.contains(form + "." + field.key()))
                .map(field -> new Told(field.label(), "痕迹"))
                .collect(Collectors.toSet());
        assertThat(Set.copyOf(told(form, fields, Variables.stringValue("痕迹")))).isEqualTo(expected);
    }

    /** In JSON a character can be written as its number, and a list has what each of its items has. */
    @Test
    void aListIsReadAsItIsMeant() {
        Field tags = new Field("tags", "标签", java.util.Map.of(), Optional.empty());
        FormFile file = new FormFile(java.util.Map.of("tags", tags), Set.of());
        TypedValue list = Variables.serializedObjectValue("[\"\\u738b\\u4f1f\", {\"a\": \"1391\"}]")
                .serializationDataFormat("application/json")
                .objectTypeName("java.util.List")
                .create();
        assertThat(told("any", file, list)).containsExactly(new Told("标签", "王伟、a、1391"));
    }

    private static List<Told> told(String form, FormFile file, TypedValue value) {
        TaskEntity task = mock(TaskEntity.class, RETURNS_DEEP_STUBS);
        doReturn(value).when(task).getVariableTyped(any(), anyBoolean());
        SubmittedForm submitted = new SubmittedForm(
                form, file, Optional.empty(), new Authentication("officer", List.of("officer")), task);
        return input().told(file.fields().keySet(), submitted);
    }

    private static FormInput input() {
        StaticListableBeanFactory kept = new StaticListableBeanFactory();
        kept.addBean("reporters", mock(Reporters.class, CALLS_REAL_METHODS));
        return new FormInput(
                none(FormIntake.class),
                none(FurtherInput.class),
                kept.getBeanProvider(KeptOut.class),
                none(Legibility.class),
                none(SentForms.class),
                none(DecidedUpon.class),
                null,
                null,
                null);
    }

    private static <T> ObjectProvider<T> none(Class<T> type) {
        return new StaticListableBeanFactory().getBeanProvider(type);
    }
}
