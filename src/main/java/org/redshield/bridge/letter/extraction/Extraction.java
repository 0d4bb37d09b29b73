package org.redshield.bridge.letter.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.letter.pdf.LetterFonts;
import org.redshield.bridge.letter.pdf.PageTemplates;

/**
 * What an officer says of an extraction.
 *
 * @param evidence ids of the sealed files that were extracted
 * @param begunAt Beijing time to the minute, as is the end: 2026-11-26T14:05
 * @param officers certificate numbers of the two who were there
 * @param extractor who extracted, if it was a third person, as an expert; may be empty
 * @param examined the party whose data it is (被检查人)
 * @param present whether the party was there
 * @param witness name and identity of the witness; may be empty
 * @param recorded whether all of it was recorded in picture and sound
 * @param medium the original medium and its state
 * @param process how it was extracted, with which tool
 * @param content what the data are
 */
public record Extraction(
        List<String> evidence,
        String begunAt,
        String endedAt,
        String place,
        List<String> officers,
        String extractor,
        String examined,
        boolean present,
        String witness,
        boolean recorded,
        String medium,
        String process,
        String content) {

    private static final int LONGEST = 2_000;

    public Extraction {
        evidence = given(evidence).distinct().toList();
        officers = given(officers).map(String::strip).toList();
        begunAt = clean(begunAt);
        endedAt = clean(endedAt);
        place = clean(place);
        extractor = clean(extractor);
        examined = clean(examined);
        witness = clean(witness);
        medium = clean(medium);
        process = clean(process);
        content = clean(content);
    }

    private static Stream<String> given(List<String> many) {
        return many == null ? Stream.empty() : many.stream().filter(Objects::nonNull);
    }

    private static String clean(String text) {
        return text == null
                ? ""
                : PageTemplates.said(text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\\n]]+", " "))
                        .strip();
    }

    /** All that was written, by what the form calls it. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("提取地点", place);
        words.put("被检查人", examined);
        words.put("提取人", extractor);
        words.put("见证人", witness);
        words.put("原始存储介质名称及状态", medium);
        words.put("提取方法和过程", process);
        words.put("提取的电子数据内容", content);
        return words;
    }

    /**
     * What needs nothing but the form itself.
     *
     * @throws Refusal {@code letter.extraction-…}
     */
    void check() {
        List<String> missing = new ArrayList<>();
        words().forEach((label, text) -> {
            if (text.isEmpty() && !label.equals("提取人") && !label.equals("见证人")) {
                missing.add(label);
            }
        });
        if (begunAt.isEmpty() || endedAt.isEmpty()) {
            missing.add("起止时间");
        }
        if (!missing.isEmpty()) {
            throw new Refusal("letter.extraction-incomplete", String.join("、", missing));
        }
        words().forEach((label, text) -> {
            if (text.length() > LONGEST) {
                throw new Refusal("letter.extraction-too-long", label, LONGEST);
            }
            Optional<String> lacking = LetterFonts.lackedBy(text);
            if (lacking.isPresent()) {
                throw new Refusal(
                        "letter.extraction-character", label, lacking.get(), LetterFonts.codeOf(lacking.get()));
            }
        });
        if (officers.size() != 2 || officers.get(0).equals(officers.get(1))) {
            throw new Refusal("letter.extraction-officers");
        }
        if (!present && witness.isEmpty() && !recorded) {
            throw new Refusal("letter.extraction-unwitnessed");
        }
    }
}
