package org.redshield.bridge.letter;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.model.Contracts;

/** Letters as pages: one of each kind with all its fields, and some with what makes them long. */
public final class SampleLetters {

    public static final String NUMBER = "杭余市监协查复〔2026〕3号";
    public static final String DAY = "2026年11月26日";

    /** What the directories know of the sender. */
    static final Background BACKGROUND = new Background(
            Optional.of("杭州市余杭区示例路300号"),
            () -> Optional.of(new Officer.Named("吴振华", "33011001001", "0571-88880001")),
            Map::of,
            () -> Optional.of(new Background.Answered("商家处置协助函", "沪长市监处置协〔2026〕3号")));

    private static final Map<String, Object> SAMPLES = samples();

    private SampleLetters() {}

    /** All kinds that are letters. */
    public static Stream<LetterKind> kinds() {
        return Contracts.letterKinds().all().stream().filter(LetterKind::isLetter);
    }

    /** A letter of the kind with every field that it may say, as {@code letters/samples.json} has them. */
    public static String page(LetterKind kind, boolean draft) {
        return page(kind, draft, Map.of());
    }

    /** @param other what it says in place of the samples */
    public static String page(LetterKind kind, boolean draft, Map<String, Object> other) {
        LetterTemplates.Text text = text(kind, other);
        return page(kind.title(), draft, text.subject(), text.paragraphs());
    }

    /** What it says, paragraph by paragraph. */
    static List<Paragraph> paragraphs(LetterKind kind) {
        return text(kind, Map.of()).paragraphs();
    }

    /** What the samples have for the field, as it is declared. */
    static Object sample(String field) {
        Object value = SAMPLES.get(field.replace("?", ""));
        if (value == null) {
            throw new IllegalStateException("src/test/resources/letters/samples.json has no " + field);
        }
        return value;
    }

    /** Of each field that may be missing, the sentences that only stand in a letter with it; the subject is one of them. */
    public static Map<String, List<String>> restingOn(LetterKind kind) {
        List<String> optional = kind.terms().fields().stream()
                .filter(field -> field.endsWith("?"))
                .map(field -> field.replace("?", ""))
                .toList();
        List<String> all = sentences(kind, List.of());
        List<String> none = sentences(kind, optional);
        Map<String, List<String>> resting = new TreeMap<>();
        for (String field : optional) {
            List<String> without = sentences(kind, List.of(field));
            List<String> only = sentences(
                    kind,
                    optional.stream().filter(other -> !other.equals(field)).toList());
            // What other facts say better is said only where they are missing too.
            List<String> with = all.equals(without) ? only : all;
            List<String> lacking = all.equals(without) ? none : without;
            resting.put(
                    field, with.stream().filter(one -> !lacking.contains(one)).toList());
        }
        return resting;
    }

    private static List<String> sentences(LetterKind kind, List<String> missing) {
        Map<String, Object> fields = new HashMap<>();
        kind.terms().fields().stream()
                .map(field -> field.replace("?", ""))
                .filter(field -> !missing.contains(field))
                .forEach(field -> fields.put(field, sample(field)));
        LetterTemplates.Text text = new LetterTemplates().write(kind, fields, BACKGROUND);
        return Stream.concat(
                        Stream.of(text.subject()),
                        text.paragraphs().stream()
                                .flatMap(one -> Stream.concat(
                                        Stream.of(one.heading()),
                                        one.rows().isEmpty()
                                                ? Stream.of(one.text().split("(?<=[。；])|\n"))
                                                : one.rows().stream().flatMap(List::stream))))
                .filter(sentence -> !sentence.isBlank())
                .toList();
    }

    /** Each text of the samples that the kind can say, however deep it lies. */
    static Stream<String> words(LetterKind kind) {
        return kind.terms().fields().stream()
                .map(field -> SAMPLES.get(field.replace("?", "")))
                .flatMap(SampleLetters::words);
    }

    private static Stream<String> words(Object value) {
        if (value instanceof Map<?, ?> row) {
            return row.values().stream().flatMap(SampleLetters::words);
        }
        if (value instanceof List<?> rows) {
            return rows.stream().flatMap(SampleLetters::words);
        }
        return value instanceof String text ? Stream.of(text) : Stream.empty();
    }

    /** A draft of the kind that says all of it, as facts or as words. */
    static LetterDraft draft(LetterKind kind, boolean asFacts) {
        LetterDraft draft = new LetterDraft(kind, "key", "310105-2026-000001", "about", "310105", "330110");
        for (String declared : kind.terms().fields()) {
            String field = declared.replace("?", "");
            Object value = SAMPLES.get(field);
            if (asFacts && value instanceof String) {
                draft.fact(field, value);
            } else {
                draft.word(field, value);
            }
        }
        return draft;
    }

    private static LetterTemplates.Text text(LetterKind kind, Map<String, Object> other) {
        Map<String, Object> fields = new HashMap<>();
        for (String declared : kind.terms().fields()) {
            String field = declared.replace("?", "");
            Object value = other.getOrDefault(field, SAMPLES.get(field));
            if (value == null) {
                throw new IllegalStateException("src/test/resources/letters/samples.json has no " + field
                        + ", which a letter " + kind.name() + " says");
            }
            fields.put(field, value);
        }
        return new LetterTemplates().write(kind, fields, BACKGROUND);
    }

    private static Map<String, Object> samples() {
        try (InputStream json = SampleLetters.class.getResourceAsStream("/letters/samples.json")) {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A draft of a reply with several sections and a list of evidence. */
    public static String reply() {
        return page(
                true,
                "关于“刷单炒信、虚构交易”协助调查的复函",
                List.of(
                        new Paragraph("", "贵局《协助调查函》（沪长市监协查〔2026〕12号）收悉，现将协查情况函复如下。"),
                        new Paragraph("网店主体信息", "已提供，共 1 条"),
                        new Paragraph("核查结论：已查明", "现场核查属实，多笔订单没有真实物流。\n" + "当事人承认以空包刷单。".repeat(30)),
                        new Paragraph("办案人员", "张某（执法证号 33011001001）、李某（执法证号 33011001002）"),
                        Paragraph.table(
                                "证据清单",
                                List.of(
                                        List.of("序号", "证据名称", "提供人", "取得日期", "校验值（SHA-256）"),
                                        List.of("1", "交易记录（trade-1.csv）", "淘宝网", "2026-11-26", "0f".repeat(32))))));
    }

    public static String page(boolean draft, String subject, List<Paragraph> paragraphs) {
        return page("协助调查复函", draft, subject, paragraphs);
    }

    private static String page(String title, boolean draft, String subject, List<Paragraph> paragraphs) {
        return new LetterTemplates()
                .page(LetterPage.of(
                        title,
                        "杭州市余杭区市场监督管理局",
                        draft ? "" : NUMBER,
                        "上海市长宁区市场监督管理局",
                        subject,
                        paragraphs,
                        draft ? "" : DAY,
                        draft));
    }

    /** Headed paragraphs of one line each. */
    static List<Paragraph> headed(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(place -> new Paragraph("标题" + place, "内容" + place))
                .toList();
    }
}
