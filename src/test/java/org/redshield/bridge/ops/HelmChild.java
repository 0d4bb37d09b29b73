package org.redshield.bridge.ops;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Json;

/**
 * Helm's engine, in a process of its own: it is written in Go, and what Go does to a process's signals would hinder whatever is tested in
 * the same JVM afterwards.
 */
final class HelmChild implements AutoCloseable {

    /** @param chart a folder @param set a value by its path, beside those of the file */
    private record Question(String chart, Optional<String> name, Optional<String> values, List<String> set) {}

    private record Answer(Optional<String> text, Optional<String> fault) {}

    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;

    HelmChild() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HelmChild.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(Json.write(answer(Json.read(line, Question.class))));
        }
        // Go's threads would keep the process.
        System.exit(0);
    }

    private static Answer answer(Question question) {
        try {
            Helm helm = new Helm(Path.of(question.chart()));
            if (question.name().isEmpty()) {
                LintResult found = helm.lint().strict().call();
                return new Answer(
                        Optional.of(found.isFailed() ? found.getMessages().toString() : ""), Optional.empty());
            }
            TemplateCommand template = helm.template()
                    .withName(question.name().get())
                    .withNamespace("scjg")
                    .withKubeVersion("1.31.0")
                    .withValuesFile(Path.of(question.values().orElseThrow()));
            if (!question.set().isEmpty()) {
                template.set(question.set().get(0), question.set().get(1));
            }
            return new Answer(Optional.of(template.call()), Optional.empty());
        } catch (RuntimeException e) {
            return new Answer(Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** @return what is wrong with the chart; nothing where it is empty */
    String lint(Path chart) {
        return ask(new Question(chart.toString(), Optional.empty(), Optional.empty(), List.of()));
    }

    /** @throws IllegalArgumentException where Helm refuses it, with Helm's words */
    String template(Path chart, String name, Path values, String... set) {
        return ask(new Question(chart.toString(), Optional.of(name), Optional.of(values.toString()), List.of(set)));
    }

    private String ask(Question question) {
        try {
            questions.println(Json.write(question));
            Answer answer = Json.read(answers.readLine(), Answer.class);
            answer.fault().ifPresent(fault -> {
                throw new IllegalArgumentException(fault);
            });
            return answer.text().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
