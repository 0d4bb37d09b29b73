package org.redshield.bridge.transfer.jurisdiction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;

/** Cases as tests write them, decided by the packaged table. */
final class Cases {

    static final Divisions DIVISIONS = new Divisions();
    static final String TODAY = "2026-11-25";

    private static final Map<String, String> LAWS =
            Map.of("程", "程序规定", "直", "直播电商监督管理办法", "反", "网络反不正当竞争暂行规定", "罚", "行政处罚法");
    private static final Map<String, String> NUMBERS =
            Map.of("10", "十", "11", "十一", "12", "十二", "14", "十四", "15", "十五", "25", "二十五", "27", "二十七", "47", "四十七");

    private Cases() {}

    /** @param text subject, act, then field=value; a dash where it is unknown */
    static JurisdictionFacts facts(String text) {
        List<String> words = Arrays.asList(text.split(" +"));
        Map<String, String> fields = new LinkedHashMap<>();
        words.subList(2, words.size()).forEach(word -> fields.put(word.split("=")[0], word.split("=")[1]));
        Map<Fact, String> places = new EnumMap<>(Fact.class);
        fields.forEach((field, value) -> {
            if (value.matches("\\d{6}")) {
                places.put(Fact.of(field).orElseThrow(), value);
            }
        });
        return new JurisdictionFacts(
                new Situation(
                        stated(words.get(1)).map(Conduct::valueOf),
                        stated(words.get(0)).map(LiableSubject::valueOf),
                        answer(fields.get("selfPublished")),
                        answer(fields.get("registered")),
                        places.containsKey(Fact.ACTUAL_PLACE),
                        Boolean.parseBoolean(fields.get("concentrated"))),
                places,
                LocalDate.parse(fields.getOrDefault("on", TODAY)));
    }

    static JurisdictionFinding decide(JurisdictionFacts facts) {
        return new Deliberation(facts, table(), DIVISIONS).conclude();
    }

    static JurisdictionTable table() {
        try {
            return JurisdictionTable.read(Files.readAllBytes(Path.of("processes/jurisdiction.dmn")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 程10 → 程序规定第十条 */
    static String article(String shorthand) {
        return LAWS.get(shorthand.substring(0, 1)) + "第" + NUMBERS.get(shorthand.substring(1)) + "条";
    }

    static List<String> list(String text) {
        return text == null ? List.of() : List.of(text.split(" +"));
    }

    private static Optional<String> stated(String word) {
        return Optional.of(word).filter(text -> !text.equals("-"));
    }

    private static Answer answer(String text) {
        return Answer.of(text == null ? null : Boolean.valueOf(text));
    }
}
