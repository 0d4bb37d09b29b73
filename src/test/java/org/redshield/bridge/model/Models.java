package org.redshield.bridge.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The BPMN files and forms of this repository, read as data. Keys are file names without their folder. */
record Models(Map<String, BpmnModelInstance> processes, Map<String, JsonNode> forms) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** No test changes a file of the house, and each of thousands of changed models asks for all of them. */
    private static final Map<String, byte[]> CONTENTS = readContents();

    private static final String CALLING = "processes/assistance.bpmn";
    private static final String HANDLING = "processes/assistance-handling.bpmn";
    private static final String CALLED = "processes/platform-data-request.bpmn";

    static Models read() {
        Map<String, BpmnModelInstance> processes = new TreeMap<>();
        for (Path file : files(Path.of("processes"), ".bpmn")) {
            try (InputStream in = Files.newInputStream(file)) {
                processes.put(file.getFileName().toString(), Bpmn.readModelFromStream(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Map<String, JsonNode> forms = new TreeMap<>();
        for (Path file : files(Path.of("forms"), ".form")) {
            try {
                forms.put(file.getFileName().toString(), JSON.readTree(file.toFile()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Models(processes, forms);
    }

    /** All files of the house by the names that it deploys them by. */
    static Map<String, byte[]> contents() {
        return new TreeMap<>(CONTENTS);
    }

    private static Map<String, byte[]> readContents() {
        Map<String, byte[]> contents = new TreeMap<>();
        Map.of(".bpmn", "processes", ".dmn", "processes", ".form", "forms")
                .forEach((suffix, folder) -> files(Path.of(folder), suffix)
                        .forEach(file -> contents.put(folder + "/" + file.getFileName(), content(file))));
        return contents;
    }

    /** The house's file with other content, and what the rules need beside it: all else would only take time. */
    static Map<String, byte[]> around(String file, String content) {
        Map<String, byte[]> files = contents();
        boolean process = file.endsWith(".bpmn");
        files.keySet()
                .removeIf(other -> file.endsWith(".dmn")
                        || (other.endsWith(".form")
                                ? process && !content.contains(formOf(other))
                                : process
                                        ? !other.equals(calls(file) ? CALLED : file)
                                        : !List.of(CALLING, HANDLING).contains(other)));
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static boolean calls(String file) {
        return file.equals(CALLING) || file.equals(HANDLING);
    }

    private static String formOf(String file) {
        return file.substring("forms/".length(), file.lastIndexOf('.'));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
