package org.redshield.bridge.access.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * What sending again does, of each of our addresses that changes something: {@code access/once.txt}, a line for each with method,
 * address and a {@link Way}. Of the engine's the forms of tasks and of processes to start.
 */
final class Resending {

    private static final String FILE = "access/once.txt";

    private static final Pattern FORMS = Pattern.compile(
            "/(?:engine-rest(?:/engine/default)?|camunda/api/engine/engine/default)"
                    + "/(?:task/[^/]+/(?:submit-form|complete)|process-definition/(?:key/[^/]+(?:/tenant-id/[^/]+)?|[^/]+)/(?:submit-form|start))");

    /** Why nothing is done twice. */
    enum Way {
        /** By its key: the second time says what came of the first, and does nothing. */
        ONCE,
        /** What is so already stays so, or a refusal says that it is over. */
        SAME,
        /** It has steps, each a transaction of its own that knows whether it was done. */
        STEPS,
        /** A file: whoever does not know whether it is there looks into its list. */
        FILE,
        /** It changes nothing. */
        READS
    }

    /** @param address as the web framework writes it */
    record Line(String method, String address, Way way) {

        private Pattern pattern() {
            return Pattern.compile(Pattern.quote(address).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
        }
    }

    private static final List<Line> ALL = read();

    private record Known(String method, Pattern address) {}

    private static final List<Known> ONCE = ALL.stream()
            .filter(line -> line.way() == Way.ONCE)
            .map(line -> new Known(line.method(), line.pattern()))
            .toList();

    private Resending() {}

    static List<Line> all() {
        return ALL;
    }

    /** Whether what it changes is done once by its key. */
    static boolean isOnce(HttpServletRequest request) {
        return isOnce(
                request.getMethod(),
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    static boolean isOnce(String method, String path) {
        return method.equals("POST") && FORMS.matcher(path).matches()
                || ONCE.stream()
                        .anyMatch(known -> known.method().equals(method)
                                && known.address().matcher(path).matches());
    }

    private static List<Line> read() {
        List<Line> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ClassPathResource(FILE).getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .forEach(words -> all.add(new Line(words[0], words[1], Way.valueOf(words[2]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(all);
    }
}
