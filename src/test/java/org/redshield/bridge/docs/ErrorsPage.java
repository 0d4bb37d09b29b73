package org.redshield.bridge.docs;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/errors.md: every code that a caller of the API or an officer can meet, from the message bundles. */
final class ErrorsPage {

    /** Texts of the bundles that explain instead of refuse, and the fields of which a refusal speaks. */
    private static final Pattern NO_REFUSAL = Pattern.compile(".*\\.explain\\..*|.*\\.problem-title|.*\\.fields");

    private static final Pattern RAISED =
            Pattern.compile("(?:Refusal|NotFound|Forbidden|BadQuestion)\\(\\s*\"([a-z]+\\.[a-z0-9.-]+)\"");

    private static final String REMEDY = ".remedy";

    /** What happened, and what to do about it, as the officer reads them. */
    record Entry(String sentence, String remedy) {}

    private ErrorsPage() {}

    static String render(Path messages) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Errors

                Generated from `src/main/resources/messages/`; do not edit. Regenerate with `%s`.

                Whatever the bridge refuses carries a stable code. Officers read the sentence and the remedy where they
                entered the refused thing; callers of `/api` get both as the `detail` of a problem detail (RFC 9457) with
                the code as `code`. A refusal changes nothing: what was entered is rolled back as a whole. `…` stands for
                a value.
                """.formatted(GeneratedDocsTest.COMMAND));
        for (Map.Entry<String, Map<String, Entry>> feature : read(messages).entrySet()) {
            page.append("\n## ").append(feature.getKey()).append("\n\n");
            page.append("| code | what happened | what to do |\n|---|---|---|\n");
            feature.getValue()
                    .forEach((code, entry) -> page.append(
                            "| `%s` | %s | %s |\n".formatted(code, cell(entry.sentence()), cell(entry.remedy()))));
        }
        return page.toString();
    }

    /** Entries by feature and code. */
    static Map<String, Map<String, Entry>> read(Path messages) throws IOException {
        Map<String, Map<String, Entry>> features = new TreeMap<>();
        for (Path file : list(messages, ".properties")) {
            Properties texts = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                texts.load(reader);
            }
            Map<String, Entry> entries = new LinkedHashMap<>();
            for (String code : new TreeSet<>(texts.stringPropertyNames())) {
                if (!code.endsWith(REMEDY) && !NO_REFUSAL.matcher(code).matches()) {
                    entries.put(code, entry(texts.getProperty(code), texts.getProperty(code + REMEDY)));
                }
            }
            if (!entries.isEmpty()) {
                features.put(file.getFileName().toString().replace(".properties", ""), entries);
            }
        }
        return features;
    }

    /** The codes that the sources raise. */
    static Set<String> raised(Path sources) throws IOException {
        Set<String> codes = new TreeSet<>();
        for (Path file : list(sources, ".java")) {
            RAISED.matcher(Files.readString(file)).results().forEach(match -> codes.add(match.group(1)));
        }
        return codes;
    }

    /** Where the remedy has no key of its own it is the rest of the sentence. */
    private static Entry entry(String sentence, String remedy) {
        if (remedy != null) {
            return new Entry(sentence, remedy);
        }
        int end = sentence.indexOf('。') + 1;
        return end == 0 ? new Entry(sentence, "") : new Entry(sentence.substring(0, end), sentence.substring(end));
    }

    private static String cell(String text) {
        return Placeholders.blank(text).replace("|", "\\|");
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
