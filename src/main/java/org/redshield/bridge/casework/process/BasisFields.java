package org.redshield.bridge.casework.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.LegalBasis.Use;
import org.redshield.bridge.engine.FormSubmission;

/**
 * How a form asks on what law something stands: by the list, and in words only for what the list has not got.
 *
 * @param use which of the list it offers
 * @param list key of the field with the list
 * @param words key of the field that 其他（自行填写） opens
 */
public record BasisFields(Use use, String list, String words) {

    private static final String OTHER = "OTHER";
    private static final Pattern ARTICLE = Pattern.compile("第[一二三四五六七八九十百零〇0-9]+条");
    private static final int LONGEST = 200;

    /** What the list offers. */
    public List<Map<String, String>> options() {
        return Stream.concat(
                        LegalBasis.of(use).stream().map(basis -> option(basis.name(), basis.title())),
                        Stream.of(option(OTHER, "其他（自行填写）")))
                .toList();
    }

    private static Map<String, String> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }

    /**
     * Where one is chosen: its name in the list, or the words.
     *
     * @throws Refusal {@code casework.basis-unknown, .basis-missing, .basis-without-article, .basis-too-long}
     */
    public Optional<String> one(FormSubmission form) {
        return form.text(list)
                .map(code -> code.equals(OTHER) ? inWords(form) : known(code).name());
    }

    /**
     * Where several can be chosen: all of them as a letter cites them.
     *
     * @throws Refusal as {@link #one}
     */
    public Optional<String> cited(FormSubmission form) {
        List<String> citations = new ArrayList<>();
        List<String> codes = form.choices(list);
        codes.stream()
                .filter(code -> !code.equals(OTHER))
                .forEach(code -> citations.add(known(code).citation()));
        if (codes.contains(OTHER)) {
            citations.add(inWords(form));
        } else {
            // A form that was begun before there was the list asks for words only.
            form.text(words).ifPresent(citations::add);
        }
        return citations.isEmpty() ? Optional.empty() : Optional.of(String.join("、", citations));
    }

    private LegalBasis known(String code) {
        return LegalBasis.of(use).stream()
                .filter(basis -> basis.name().equals(code))
                .findFirst()
                .orElseThrow(() -> new Refusal("casework.basis-unknown", code));
    }

    private String inWords(FormSubmission form) {
        String text = form.text(words).orElseThrow(() -> new Refusal("casework.basis-missing"));
        if (text.length() > LONGEST) {
            throw new Refusal("casework.basis-too-long", LONGEST);
        }
        if (!ARTICLE.matcher(text).find()) {
            throw new Refusal("casework.basis-without-article", text);
        }
        return text;
    }

    /** The one that {@link #one} gave, as the fields of a form show it. */
    public Map<String, Object> showing(String basis) {
        return LegalBasis.of(use).stream().anyMatch(known -> known.name().equals(basis))
                ? Map.of(list, basis)
                : Map.of(list, OTHER, words, basis);
    }

    /** Those that {@link #cited} gave, or that somebody wrote, as the fields of a form show them. */
    public Map<String, Object> showingAll(String citations) {
        List<String> codes = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String citation : citations.split("[、，,；;]")) {
            String plain = plain(citation);
            LegalBasis.of(use).stream()
                    .filter(known -> plain(known.citation()).equals(plain))
                    .findFirst()
                    .ifPresentOrElse(known -> codes.add(known.name()), () -> rest.add(citation.strip()));
        }
        rest.removeIf(String::isEmpty);
        if (rest.isEmpty()) {
            return Map.of(list, codes);
        }
        codes.add(OTHER);
        return Map.of(list, codes, words, String.join("、", rest));
    }

    private static String plain(String citation) {
        return citation.replaceAll("[《》\\s]", "").replace("中华人民共和国", "");
    }
}
