package org.redshield.bridge.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.clues.letter.ClueLetter;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.referral.ReferralLetter;
import org.redshield.bridge.transfer.correspondence.TransferLetter;

/**
 * Letters of every kind as an official reads them: whatever was typed, pasted or left out, each sentence is whole, joined as Chinese is, and
 * says nothing that nobody has told.
 */
@Tag("letters")
class LettersAsReadTest {

    /** What people write in their own words. A field of the samples is here, or in one of the two sets below. */
    private static final Set<String> TYPED = Set.of(
            "content",
            "declineReason",
            "designationReason",
            "endReason",
            "evidenceNote",
            "explanation",
            "findings",
            "goods",
            "liftReason",
            "limitationNote",
            "materials",
            "measureTarget",
            "missingItems",
            "newFacts",
            "note",
            "opinion",
            "others",
            "overall",
            "party",
            "penalties",
            "publicityNote",
            "purpose",
            "questionList",
            "questions",
            "reason",
            "receiverView",
            "senderView",
            "supplement",
            "tests",
            // of rows
            "answer",
            "question",
            "decision");

    /** Names and titles of one line. */
    private static final Set<String> NAMES = Set.of(
            "campaignTitle",
            "contactName",
            "crime",
            "designatedName",
            "competentName",
            "officerName",
            "orderedBy",
            "orderTitle",
            "originalSubject",
            "platformName",
            "policeName",
            "procuratorateName",
            "receiverName",
            "requesterName",
            "secondOfficerName",
            "senderName",
            "shopName",
            "subjectName",
            "superiorName",
            "address",
            "caseNo",
            "filingNo",
            "sourceNo",
            "answerNo",
            "shopId",
            "targetId",
            "creditCode",
            "datasetTitle",
            "questionTitle",
            "contactPhone",
            "officerPhone",
            "officerCertificateNo",
            "secondOfficerCertificateNo");

    private static final String LONG_NAME = "杭州市余杭区仓前街道未来科技城某某电子商务供应链管理服务集团股份有限公司第一分公司";

    /** The ways in which people type the same. */
    private static final Map<String, UnaryOperator<String>> WAYS = ways();

    /** Whoever gets one of these has nothing to answer. */
    private static final Set<String> NOT_ASKING = Set.of(
            "REPLY",
            "DECLINE",
            "DELAY",
            "CONFIRMATION",
            "WITHDRAWAL",
            "UNCONFIRMED",
            "TRANSFER_ACCEPTED",
            "TRANSFER_OBJECTION",
            "TRANSFER_DISPUTE",
            "TRANSFER_FEEDBACK",
            "TRANSFER_CONFIRMED",
            "DESIGNATION_SOUGHT",
            "TRANSFER_KEPT",
            "DESIGNATION",
            "DISPOSITION_REPORT",
            "LIAISON_ANSWER",
            "ORDER_END",
            "MEASURE_APPROVAL",
            "MEASURE_REFUSAL",
            "REFERRAL_COPY",
            "REFERRAL_WITHDRAWAL",
            "POLICE_ANSWER_LETTER",
            "PROCURATORATE_ANSWER_LETTER",
            "CAMPAIGN_ACCEPTANCE",
            "CAMPAIGN_DECLINE",
            "CAMPAIGN_LEAVING",
            "CAMPAIGN_CLOSURE",
            "CAMPAIGN_QUESTION_CHANGED");

    private static final List<LetterKind> NAMING_TARGETS =
            List.of(DispositionLetter.DISPOSITION, DispositionLetter.DISPOSITION_REPORT, DispositionLetter.LIFT);

    private static final Pattern SUBJECT = Pattern.compile("关于.+的(?:函|复函|告知函|通知|通知书|报告|涉嫌犯罪案件移送书)");

    private static final List<Pattern> FLAWS = Stream.of(
                    "[。，；、：！？][。，；、：！]",
                    "[\\p{IsHan}）”][,;:?!][\\p{IsHan}“（]",
                    "\\p{IsHan}[ \\t]+\\p{IsHan}|(?<!^附件[一二三四])　",
                    "(?<!商品|网店|订单)(?<=[\\p{IsHan}，。]) +[0-9]|[0-9] +[\\p{IsHan}，。]",
                    "(?:的 ?的|因因|因由于|案案|案”案|案”一案|一案一案|理由：理由)",
                    "[（“《‘][）”》’]",
                    "null|\\$\\{|\\?\\?|<#|\\bfalse\\b|\\btrue\\b",
                    "共[^0-9]{0,2}[条个家户]",
                    "共0[条个]",
                    "^[0-9]+．[（(]?[0-9一二三四五六七八九十]+[、．）)]",
                    "[自于由至][，。；前至]",
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                    "[ \\t　]$",
                    "^[，。；、：）]",
                    "[（“《][，。；、：]",
                    "[，、；：]”",
                    "[，、；]）",
                    "…[，。；、：]",
                    "(?<!Ltd)(?<=[0-9A-Za-z)])\\.[。；，]",
                    "[０-９]|(?<!/)[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}",
                    "②|[(]2[)]发货地|2、(?:发货地|实际)|序号[\\s，]|^[0-9]+[，。]|^\"[^\"]*$",
                    "理由如下：(?:理由|原因)|处理，现(?:依法|报请)|函告，现|理由如下：(?s:.*)故将本案移送",
                    "不在本区(?:以上|综上|详见)|(?:详见附件|管辖)(?:发货|以上)")
            .map(Pattern::compile)
            .toList();

    private static final Pattern ENDED =
            Pattern.compile(".*(?:[。！？…；：]|[。！？…]”|https?://\\S+)|联系(?:人|电话|地址)：.*[^，。；：].*", Pattern.DOTALL);

    private final LetterTemplates templates = new LetterTemplates();

    private static Map<String, UnaryOperator<String>> ways() {
        Map<String, UnaryOperator<String>> ways = new LinkedHashMap<>();
        ways.put("as it is", LettersAsReadTest::unspaced);
        ways.put("without a stop", text -> bare(text));
        ways.put("with a stop and blanks", text -> " 　" + bare(text) + "。 \n\n");
        ways.put("with two stops", text -> bare(text) + "。。");
        ways.put("with a half-width stop", text -> bare(text) + ".");
        ways.put("with a comma", text -> bare(text) + "，");
        ways.put("with 因", text -> "因" + bare(text) + "。");
        ways.put("with 由于", text -> "由于" + bare(text));
        ways.put("as two sentences", text -> bare(text) + "。实际经营地也不在本区");
        ways.put("in lines", text -> bare(text) + "\n实际经营地不在本区。 \n\n　发货地不在本区");
        ways.put("as 1. 2. 3.", text -> "1." + bare(text) + "\n2. 实际经营地不在本区。\n3.发货地不在本区");
        ways.put("out of a spreadsheet", text -> "1\t" + bare(text) + "\r\n2\t实际经营地\t不在本区\r\n3\t发货地不在本区\r\n");
        ways.put(
                "numbered in a spreadsheet and in its cells",
                text -> "1\t1、" + bare(text) + "\r\n2\t2、实际经营地不在本区\r\n3\t（三）发货地不在本区\r\n");
        ways.put("as 一. 二.", text -> "一." + bare(text) + "\n二．实际经营地不在本区");
        ways.put("as 一、 with （一） below", text -> "一、基本情况\n（一）" + bare(text) + "\n（二）发货地不在本区；\n二、违法事实\n（一）实际经营地不在本区");
        ways.put("with full-width digits", text -> "１．" + bare(text) + "；\n２．实际经营地不在本区；\n３．发货地不在本区；");
        ways.put("with ①", text -> "①" + bare(text) + "\n②实际经营地不在本区\n③发货地不在本区。");
        ways.put("as a question", text -> bare(text) + "？");
        ways.put("with an exclamation of half a width", text -> bare(text) + "!");
        ways.put("with a semicolon", text -> bare(text) + "；");
        ways.put("with marks of other languages", text -> bare(text) + "，A&B(杭州)公司（余杭）<一店>自称\"正品\"与“原装”");
        ways.put(
                "with the sum of a year's end", text -> bare(text) + "，2026年12月30日至2027年1月8日计123,456,789.05元（1.23亿元）；");
        ways.put("with a heading of its own", text -> "理由：" + bare(text) + "。");
        ways.put("with a heading of its own and a list", text -> "理由如下：\n1、" + bare(text) + "；\n2、发货地不在本区。");
        ways.put("with what the letter says next", text -> bare(text) + "，现依法移送贵局处理。");
        ways.put("with what the letter says next, after a stop", text -> bare(text) + "。故将本案移送贵局，特此函告！");
        ways.put("with an ellipsis", text -> bare(text) + "……");
        ways.put("with three half-width stops", text -> bare(text) + "...");
        ways.put("with half-width brackets", text -> bare(text) + "(详见附件).");
        ways.put("as points in one line", text -> "1、" + bare(text) + "；2、实际经营地不在本区；3、发货地不在本区。");
        ways.put("as ①② in one line", text -> "①" + bare(text) + "②发货地不在本区");
        ways.put("as points in one line after a word", text -> "有下列情形:(1)" + bare(text) + ";(2)发货地不在本区.");
        ways.put("with numbers in lines of their own", text -> "1\n" + bare(text) + "\n2\n发货地不在本区");
        ways.put("out of a spreadsheet with its head", text -> "序号\t事项\r\n1\t" + bare(text) + "\r\n2\t发货地不在本区");
        ways.put("as one cell of a spreadsheet", text -> "\"1、" + bare(text) + "\n2、自称\"\"正品\"\"\"\n");
        ways.put("as 1，2，", text -> "1，即" + bare(text) + "\n2，发货地不在本区");
        ways.put("with a blank after the number", text -> "1 、" + bare(text) + "\n2 、发货地不在本区");
        ways.put("as points and a closing line", text -> "1、" + bare(text) + "\n2、发货地不在本区\n综上，本局不宜管辖");
        ways.put("as points of two lines", text -> "1、" + bare(text) + "。\n详见附件\n2、发货地不在本区；\n以上属实");
        ways.put("with half-width marks", text -> bare(text) + ",实际经营地不在本区;发货地不在本区.");
        ways.put("with marks typed twice", text -> bare(text) + "，，发货地不在本区；。");
        ways.put("with days of other ways", text -> bare(text) + "，2026.12.01、2026/12/1和2026-12-1 08:30:05查获");
        ways.put("with days of full width", text -> bare(text) + "，２０２６年１２月１日查获");
        ways.put("with a number and a half-width stop", text -> bare(text) + "，计1,234,567.00.");
        ways.put("with a link at its end", text -> bare(text) + "，见https://example.com/a/?b=1");
        ways.put("with an address at its end", text -> bare(text) + "，请发至zhang@example.com");
        ways.put("with a number of sixty", text -> bare(text) + "，订单号" + "1234567890".repeat(6));
        ways.put("with rare characters", text -> bare(text) + "，买买提·吐尔逊、䶮某、𬭎某经营🔥小店🔥");
        return ways;
    }

    private static String bare(String text) {
        return unspaced(text.lines().findFirst().orElseThrow())
                .replaceAll("^[0-9]．|[。；，.？]+$", "")
                .replaceAll("[。；]", "，");
    }

    /** The samples have blanks and days as some people type them, which stay. */
    private static String unspaced(String text) {
        return text.replaceAll("(?<=\\p{IsHan}) +(?=\\S)|(?<=\\S) +(?=\\p{IsHan})", "")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}", "当日");
    }

    static Stream<LetterKind> kinds() {
        return SampleLetters.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whateverWayItWasTyped(LetterKind kind) {
        Set<String> flaws = new TreeSet<>();
        WAYS.forEach((way, typed) -> absences(kind).forEach((which, absent) -> {
            Map<String, Object> said = said(kind, absent, typed);
            for (Background known : List.of(SampleLetters.BACKGROUND, Background.NONE)) {
                if (!(kind == DispositionLetter.DISPOSITION_REPORT && !absent.isEmpty() && saysNothing(said))) {
                    flaws.addAll(flaws(templates.write(kind, said, known), way + ", " + which));
                }
            }
        }));
        assertThat(flaws).isEmpty();
    }

    private static boolean saysNothing(Map<String, Object> said) {
        return Stream.of("declineReason", "results", "publicity", "publicityNote", "appeals", "lifted", "liftReason")
                .noneMatch(said::containsKey);
    }

    /** All there, none of the optional ones, each of them missing, and each alone. */
    private static Map<String, Set<String>> absences(LetterKind kind) {
        Set<String> optional = kind.terms().fields().stream()
                .filter(field -> field.endsWith("?"))
                .map(field -> field.replace("?", ""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Set<String>> absences = new LinkedHashMap<>();
        absences.put("all", Set.of());
        absences.put("none", optional);
        optional.forEach(one -> {
            absences.put("without " + one, Set.of(one));
            absences.put(
                    "only " + one,
                    optional.stream().filter(other -> !other.equals(one)).collect(Collectors.toSet()));
        });
        return absences;
    }

    private static Map<String, Object> said(LetterKind kind, Set<String> absent, UnaryOperator<String> typed) {
        Map<String, Object> said = new HashMap<>();
        for (String declared : kind.terms().fields()) {
            String field = declared.replace("?", "");
            if (!absent.contains(field)) {
                said.put(field, varied(field, SampleLetters.sample(field), typed));
            }
        }
        return said;
    }

    private static Object varied(String field, Object value, UnaryOperator<String> typed) {
        if (value instanceof Map<?, ?> row) {
            Map<String, Object> varied = new HashMap<>();
            row.forEach((name, cell) -> varied.put(
                    name.toString(),
                    varied(name.equals("reason") && field.equals("answers") ? "" : name.toString(), cell, typed)));
            return varied;
        }
        if (value instanceof List<?> rows) {
            return rows.stream().map(one -> varied(field, one, typed)).toList();
        }
        if (!(value instanceof String text)) {
            return value;
        }
        if (field.equals("cause")) {
            return typed.apply("某网店刷单炒信、虚构交易一案").lines().findFirst().orElseThrow();
        }
        return TYPED.contains(field) ? typed.apply(text) : text;
    }

    private static List<String> flaws(LetterTemplates.Text text, String how) {
        List<String> flaws = new ArrayList<>();
        if (!SUBJECT.matcher(text.subject()).matches()) {
            flaws.add("事由：" + text.subject());
        }
        List<String> lines = new ArrayList<>(List.of(text.subject()));
        for (Paragraph one : text.paragraphs()) {
            lines.add(one.heading());
            List<String> said = one.rows().isEmpty()
                    ? one.text().lines().toList()
                    : one.rows().stream().flatMap(List::stream).toList();
            lines.addAll(said);
            if (one.rows().isEmpty()) {
                lines.add(one.text().replace("理由如下：\n", "理由如下："));
            }
            if (one.rows().isEmpty()) {
                said.stream()
                        .filter(line -> !ENDED.matcher(line).matches() || line.isBlank())
                        .forEach(line -> flaws.add("unfinished: " + line + " [" + how + "]"));
                String last = said.isEmpty() ? "" : said.get(said.size() - 1);
                if (last.matches(".*[：；，]")) {
                    flaws.add("goes on nowhere: " + last + " [" + how + "]");
                }
            }
        }
        for (String line : lines) {
            for (Pattern flaw : FLAWS) {
                Matcher found = flaw.matcher(line);
                if (found.find() && !line.startsWith("http")) {
                    flaws.add(flaw + " in: " + line + " [" + how + "]");
                }
            }
            for (String marks : List.of("“”", "（）", "《》", "‘’")) {
                if (count(line, marks.charAt(0)) != count(line, marks.charAt(1))) {
                    flaws.add("open " + marks + ": " + line + " [" + how + "]");
                }
            }
        }
        return flaws;
    }

    private static long count(String line, char mark) {
        return line.chars().filter(one -> one == mark).count();
    }

    /** As platforms and registers have them. */
    @ParameterizedTest
    @MethodSource("kinds")
    void namesOfEveryKind(LetterKind kind) {
        for (String name : List.of(
                "张　三（个体工商户）。",
                "买买提·吐尔逊",
                "《禾昀》家居旗舰店；",
                "𬭎记🔥百货店",
                "ABC Co.,Ltd.",
                "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇市场监督管理所（市场监督管理局派出机构）")) {
            Map<String, Object> said = said(kind, Set.of(), LettersAsReadTest::unspaced);
            said.replaceAll((field, value) -> NAMES.contains(field) && field.endsWith("Name") ? name : value);
            LetterTemplates.Text text = templates.write(kind, said, SampleLetters.BACKGROUND);
            assertThat(flaws(text, name)).isEmpty();
            assertThat(text.toString()).doesNotContain("张 三");
        }
    }

    /** What a spreadsheet says of an empty cell is no number of a document and nobody's name. */
    @ParameterizedTest
    @ValueSource(strings = {"无", "无。", "暂无", "不详", "N/A", "#N/A", "null", "#REF!"})
    void whatIsTypedForNoneIsNone(String typed) {
        LetterDraft draft = SampleLetters.draft(AssistanceLetter.REQUEST, false)
                .word("sourceNo", typed)
                .word("shopName", typed)
                .word("subjectName", typed)
                .word("creditCode", typed);
        assertThat(text(templates.write(draft, Background.NONE)))
                .contains("一案中，因调查需要", "淘宝网网店（店铺ID：100000001）。")
                .doesNotContain(typed);
        LetterDraft said = SampleLetters.draft(ReferralLetter.REFERRAL, false).word("penalties", "无");
        assertThat(text(templates.write(said, Background.NONE))).contains("无。");
    }

    /** An answer says to which letter, and of none on record nothing; a platform's words stay as they are. */
    @Test
    void anAnswerNamesTheLetterThatItAnswers() {
        Background known = new Background(
                Optional.empty(),
                Optional::empty,
                Map::of,
                () -> Optional.of(new Background.Answered("商家处置协助函", "沪长市监处置协〔2026〕3号")));
        for (LetterKind kind : List.of(DispositionLetter.DISPOSITION_REPORT, LiaisonLetter.LIAISON_ANSWER)) {
            Map<String, Object> said = said(kind, Set.of(), one -> one);
            assertThat(text(kind, said, known)).startsWith("贵局《商家处置协助函》（沪长市监处置协〔2026〕3号）收悉，现函复如下。\n");
            assertThat(text(kind, said)).doesNotContain("收悉");
        }
        Map<String, Object> report = said(DispositionLetter.DISPOSITION_REPORT, Set.of(), one -> one);
        Map<String, Object> target =
                Map.of("position", 1, "plan", "下架：商品 1001", "statusText", "因商家注销，怎么下架？", "resultText", "因商家注销，怎么下架？");
        report.put("results", List.of(target));
        assertThat(text(DispositionLetter.DISPOSITION_REPORT, report)).contains("平台原文：“因商家注销，怎么下架？”。");
        Map<String, Object> evidence = said(TransferLetter.TRANSFER, Set.of(), one -> one);
        evidence.put("evidenceNames", List.of("因特殊原因停播说明.docx"));
        assertThat(text(TransferLetter.TRANSFER, evidence)).contains("因特殊原因停播说明.docx。");
        Map<String, Object> asked = said(DispositionLetter.DISPOSITION_REQUEST, Set.of(), one -> one);
        asked.put("items", "710000010001，710000010002\n710000010003;");
        assertThat(text(DispositionLetter.DISPOSITION_REQUEST, asked))
                .contains("710000010001、710000010002、710000010003。");
    }

    /** Nobody typed it and nobody could mend it. */
    @Test
    void aNameOnRecordThatCannotBeShownStopsNoLetter() {
        Background rare = new Background(
                Optional.empty(),
                Optional::empty,
                () -> Map.of("100000001", new ShopNames.Known(Optional.of("王𠮷家"), Optional.empty(), Optional.empty())),
                Optional::empty);
        LetterDraft draft = SampleLetters.draft(AssistanceLetter.REQUEST, false)
                .word("shopName", "")
                .word("subjectName", "")
                .word("creditCode", "");
        assertThat(text(templates.write(draft, rare))).contains("淘宝网网店（店铺ID：100000001）。");
    }

    /** Long, and with blanks that nobody sees. */
    @ParameterizedTest
    @MethodSource("kinds")
    void namesOfFortyCharactersWithBlanks(LetterKind kind) {
        Map<String, Object> said = said(kind, Set.of(), LettersAsReadTest::unspaced);
        said.replaceAll((field, value) -> NAMES.contains(field) && value instanceof String text
                ? (field.endsWith("Name") ? LONG_NAME : text) + " 　\u200B"
                : value);
        assertThat(flaws(templates.write(kind, said, SampleLetters.BACKGROUND), "long names"))
                .isEmpty();
    }

    /** Characters of markup stay as they were typed, brackets of both widths too; quotations within quotations are in single marks. */
    @ParameterizedTest
    @MethodSource("kinds")
    void namesWithMarksOfTheirOwn(LetterKind kind) {
        Map<String, Object> said = said(kind, Set.of(), LettersAsReadTest::unspaced);
        String name = "“小&红”(杭州)<旗舰>\"正品\"店（余杭）。";
        said.replaceAll((field, value) -> field.equals("cause")
                        || field.equals("crime")
                        || NAMES.contains(field) && (field.endsWith("Name") || field.equals("campaignTitle"))
                ? name
                : value);
        LetterTemplates.Text text = templates.write(kind, said, SampleLetters.BACKGROUND);
        List<String> flaws = flaws(text, "marks in names");
        Stream.concat(
                        Stream.of(text.subject()),
                        text.paragraphs().stream().map(Paragraph::text).flatMap(String::lines))
                .filter(line -> line.matches(".*(?:“[^”]*“|&(?:amp|lt|gt|quot|#[0-9]+);|<旗舰>(?!\"正品\"|‘正品’)).*"))
                .forEach(flaws::add);
        assertThat(flaws).isEmpty();
    }

    /** Days are unbroken where a period goes over into the next year. */
    @ParameterizedTest
    @MethodSource("kinds")
    void periodsOverTheEndOfTheYear(LetterKind kind) {
        Map<String, Object> said = said(kind, Set.of(), LettersAsReadTest::unspaced);
        said.computeIfPresent("period", (field, value) -> "2026-12-30 至 2027-01-08");
        said.computeIfPresent("periodFrom", (field, value) -> "2026-12-30");
        said.computeIfPresent("periodTo", (field, value) -> "2027-01-08");
        LetterTemplates.Text text = templates.write(kind, said, SampleLetters.BACKGROUND);
        assertThat(flaws(text, "over the year's end")).isEmpty();
        if (said.containsKey("period") || said.containsKey("periodTo")) {
            assertThat(text.paragraphs().toString()).contains("2026年12月30日至2027年1月8日");
        }
    }

    /** Every law by its full name, in its marks, and none that the table has not got. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyLawByItsFullName(LetterKind kind) {
        Map<String, Object> said = said(kind, Set.of(), text -> text);
        Map.of(
                        "citation", "程序规定第14条",
                        "articles", "程序规定第十四条、行政处罚法第二十五条",
                        "basisText", "电商法25条、34条",
                        "legalHook", "网络交易监督管理办法第30条、《反不正当竞争法》第九条")
                .forEach((field, short_) -> said.computeIfPresent(field, (same, before) -> short_));
        Map.of("findings", "经查属实").forEach((field, text) -> said.computeIfPresent(field, (same, before) -> text));
        Set<String> full = Stream.of(Law.values()).map(Law::fullName).collect(Collectors.toSet());
        Pattern bare = Pattern.compile("(?<!《)(?<!人民共和国)(?:"
                + Stream.of(Law.values()).flatMap(law -> law.names().stream()).collect(Collectors.joining("|")) + ")第");
        for (Paragraph one :
                templates.write(kind, said, SampleLetters.BACKGROUND).paragraphs()) {
            assertThat(bare.matcher(one.text()).find()).as(one.text()).isFalse();
            Matcher cited = Pattern.compile("《([^》]+)》第[一二三四五六七八九十百]+条").matcher(one.text());
            while (cited.find()) {
                assertThat(full).contains(cited.group(1));
            }
        }
    }

    /** 联系人、联系电话、联系地址 (范本): whoever is asked knows whom to ask and where to send it. */
    @ParameterizedTest
    @MethodSource("kinds")
    void whoAsksForAnAnswerSaysWhereItGoes(LetterKind kind) {
        String text = text(kind, said(kind, Set.of(), one -> one), SampleLetters.BACKGROUND);
        if (NOT_ASKING.contains(kind.name())) {
            assertThat(text).doesNotContain("联系地址");
            return;
        }
        assertThat(text).contains("示例路300号");
        assertThat(text).containsPattern("联系人：[^\n]+\n联系电话：[0-9-]+\n联系地址|执法证号：[0-9]+，电话：[0-9-]+");
        // Nobody knows whose phone or which address it is: then there is no line for it.
        Map<String, Object> unnamed = said(kind, Set.of(), one -> one);
        assertThat(text(kind, unnamed, Background.NONE))
                .doesNotContain("联系地址")
                .doesNotContainPattern("联系(?:人|电话)：(?:\n|$)");
    }

    @Test
    void aShopIsNamedWithWhoseItIs() {
        ShopNames.Known known = new ShopNames.Known(
                Optional.of("䶮记茶铺"), Optional.of("杭州䶮记电子商务有限公司"), Optional.of("91330110MA2ABCDE3X"));
        Background records =
                new Background(Optional.empty(), Optional::empty, () -> Map.of("100000001", known), Optional::empty);
        String shop = "淘宝网网店“䶮记茶铺”（店铺ID：100000001），经营者为杭州䶮记电子商务有限公司（统一社会信用代码：91330110MA2ABCDE3X）。";
        for (LetterKind kind : List.of(
                AssistanceLetter.REQUEST,
                AssistanceLetter.DATA_NOTICE,
                ClueLetter.MATERIALS_NOTICE,
                DispositionLetter.DISPOSITION_REQUEST)) {
            Set<String> untold = Set.of("creditCode", "shopName", "subjectName");
            assertThat(text(kind, said(kind, untold, one -> one), records)).contains(shop);
            assertThat(text(kind, said(kind, Set.of(), one -> one), Background.NONE))
                    .contains(shop);
            assertThat(text(kind, said(kind, untold, one -> one), Background.NONE))
                    .contains("淘宝网网店（店铺ID：100000001）。");
        }
        for (LetterKind kind : NAMING_TARGETS) {
            assertThat(text(kind, said(kind, Set.of(), one -> one), records))
                    .contains("网店“䶮记茶铺”（店铺ID：100000001），经营者为杭州䶮记电子商务有限公司（统一社会信用代码：91330110MA2ABCDE3X）。");
            assertThat(text(kind, said(kind, Set.of(), one -> one), Background.NONE))
                    .doesNotContain("店铺ID", "经营者为");
        }
        Map<String, Object> asked = said(LiaisonLetter.LIAISON_REQUEST, Set.of(), one -> one);
        assertThat(text(LiaisonLetter.LIAISON_REQUEST, asked, records))
                .contains("请提供网店“䶮记茶铺”（店铺ID：100000001，经营者：杭州䶮记电子商务有限公司，统一社会信用代码：91330110MA2ABCDE3X）的交易记录");
        asked.putAll(Map.of("targetTypeTitle", "商品", "targetId", "710000010001"));
        assertThat(text(LiaisonLetter.LIAISON_REQUEST, asked, Background.NONE)).contains("请提供商品“710000010001”的交易记录");
        assertThat(templates
                        .write(
                                DispositionLetter.DISPOSITION_REQUEST,
                                said(DispositionLetter.DISPOSITION_REQUEST, Set.of(), one -> one),
                                records)
                        .subject())
                .isEqualTo("关于商请协助处置网店“䶮记茶铺”的函");
    }

    /** A number tells nobody which of several shops is meant; of which nothing is known, its number stands with its measure. */
    @Test
    void severalShopsAreEachNamed() {
        Map<String, ShopNames.Known> shops = new LinkedHashMap<>();
        shops.put("1", new ShopNames.Known(Optional.of("“禾昀”家居"), Optional.of("宿迁禾昀（睢宁）公司"), Optional.of("91A")));
        shops.put("2", new ShopNames.Known(Optional.of("A&B<店>"), Optional.empty(), Optional.empty()));
        shops.put("3", ShopNames.UNKNOWN);
        shops.put("4", new ShopNames.Known(Optional.empty(), Optional.of("某某公司"), Optional.of("91B")));
        Background several = new Background(Optional.empty(), Optional::empty, () -> shops, Optional::empty);
        for (LetterKind kind : NAMING_TARGETS) {
            assertThat(templates
                            .write(kind, said(kind, Set.of(), one -> one), several)
                            .paragraphs())
                    .contains(
                            new Paragraph(
                                    "所涉网店",
                                    "网店“‘禾昀’家居”（店铺ID：1），经营者为宿迁禾昀（睢宁）公司（统一社会信用代码：91A）；\n网店“A&B<店>”（店铺ID：2）；\n网店（店铺ID：4），经营者为某某公司（统一社会信用代码：91B）。"));
        }
    }

    /** Who is accused may be a company without a shop, or a shop of nobody knows whom. */
    @Test
    void aPartyIsAsMuchAsIsKnown() {
        Map<String, Object> said =
                said(TransferLetter.TRANSFER, Set.of("platformName", "shopName", "shopId", "address"), one -> one);
        assertThat(text(TransferLetter.TRANSFER, said))
                .contains("杭州䶮记电子商务有限公司（统一社会信用代码：91330110MA2ABCDE3X）。")
                .doesNotContain("网店“");
        said = said(TransferLetter.TRANSFER, Set.of("subjectName", "creditCode", "shopName", "address"), one -> one);
        assertThat(text(TransferLetter.TRANSFER, said)).contains("淘宝网网店（店铺ID：100000001）。");
        said.put("address", "杭州市　余杭区 仓前街道1号 。");
        assertThat(text(TransferLetter.TRANSFER, said)).contains("（店铺ID：100000001），住所：杭州市余杭区仓前街道1号。");
        said.remove("address");
        said.remove("shopId");
        assertThat(text(TransferLetter.TRANSFER, said)).contains("所涉平台：淘宝网。").doesNotContain("淘宝网网店");
        said.remove("platformName");
        said.put("shopId", "100000001");
        assertThat(text(TransferLetter.TRANSFER, said)).contains("网店（店铺ID：100000001）。");
    }

    /** Else the second point of an answer looks like the second question. */
    @Test
    void pointsBelowPointsHaveNumbersOfAnotherKind() {
        Map<String, Object> said = said(AssistanceLetter.REPLY, Set.of(), one -> one);
        said.put(
                "replies",
                List.of(
                        Map.of("question", "经营者是谁?", "answer", "1.张三\n2.李四"),
                        Map.of("question", "销售额", "answer", "1.2亿元")));
        assertThat(text(AssistanceLetter.REPLY, said)).contains("1．经营者是谁？\n答：（1）张三；\n（2）李四。\n2．销售额。\n答：1.2亿元。");
    }

    @Test
    void noSentenceOfFactWithoutItsFact() {
        assertThat(text(
                        TransferLetter.TRANSFER_ACCEPTED,
                        said(TransferLetter.TRANSFER_ACCEPTED, Set.of("complete"), one -> one)))
                .doesNotContain("齐全");
        assertThat(text(
                        TransferLetter.TRANSFER_ACCEPTED,
                        said(TransferLetter.TRANSFER_ACCEPTED, Set.of("linked"), one -> one)))
                .contains("材料经核对齐全")
                .doesNotContain("同一线索");
        Map<String, Object> reply = said(AssistanceLetter.REPLY, Set.of(), one -> one);
        reply.put("answers", List.of(Map.of("title", "交易记录", "state", "ANSWERED", "rows", 0L)));
        assertThat(text(AssistanceLetter.REPLY, reply))
                .contains("条数不详，以所附文件为准。")
                .doesNotContain("0条");
        reply.put("answers", List.of(Map.of("title", "交易记录", "state", "PARTIAL", "rows", 0L)));
        assertThat(text(AssistanceLetter.REPLY, reply)).contains("部分提供，未能从所附文件中读取出逐条的记录，条数不详，以所附文件为准。");
        Map<String, Object> bare = said(AssistanceLetter.REPLY, Set.of("answers", "replies", "overall"), one -> one);
        assertThat(text(AssistanceLetter.REPLY, bare)).doesNotContain("逐项答复如前").contains("部分查明。");
        Map<String, Object> filed = said(TransferLetter.TRANSFER, Set.of("foundOn"), one -> one);
        assertThat(text(TransferLetter.TRANSFER, filed))
                .contains("2026年10月12日立案。")
                .doesNotContain("发现。");
        List<Paragraph> referral = templates
                .write(
                        ReferralLetter.REFERRAL,
                        said(ReferralLetter.REFERRAL, Set.of("goods", "others"), one -> one),
                        Background.NONE)
                .paragraphs();
        assertThat(referral)
                .extracting(Paragraph::heading)
                .filteredOn(heading -> heading.startsWith("附件"))
                .containsExactly("附件一　涉嫌犯罪案件情况的调查报告", "附件二　有关检验报告或者鉴定意见");
        assertThat(referral).extracting(Paragraph::text).noneMatch(one -> one.startsWith("没有"));
        Map<String, Object> lift = said(DispositionLetter.LIFT, Set.of(), one -> one);
        lift.put("targets", List.of(Map.of("position", 1, "plan", "下架：商品 1001")));
        assertThat(text(DispositionLetter.LIFT, lift)).doesNotContain("原任务");
    }

    /** Else it would be a fact for nothing; what a letter says in other words without it differs in a sentence too. */
    @ParameterizedTest
    @MethodSource("kinds")
    void onEachFactThatMayBeMissingASentenceRests(LetterKind kind) {
        SampleLetters.restingOn(kind).forEach((fact, sentences) -> assertThat(sentences)
                .as("what %s says with %s only", kind.name(), fact)
                .isNotEmpty());
    }

    /** A reason within the sentence, and one that is a list after it. */
    @Test
    void aTransferSaysItsReasonAsPeopleDo() {
        Map<String, Object> said = said(TransferLetter.TRANSFER, Set.of("filingNo"), one -> one);
        said.put("cause", "某网店刷单炒信案");
        said.put("reason", "本局无管辖权。");
        assertThat(text(TransferLetter.TRANSFER, said)).contains("本局在工作中发现“某网店刷单炒信”案件，本局无管辖权，现依法移送贵局处理。");
        said.put("reason", "1.网店不在本区\n2.仓库不在本区");
        assertThat(text(TransferLetter.TRANSFER, said)).contains("案件，现依法移送贵局处理。理由如下：\n1．网店不在本区；\n2．仓库不在本区。");
    }

    /** The numbers that were typed are the letter's, once, and those below others stay where they are. */
    @Test
    void pointsAreCountedOnce() {
        Map<String, Object> said = said(ReferralLetter.REFERRAL, Set.of(), one -> one);
        said.put("content", "1\t1、网店有店铺3家\n2\t（二）3、5号商品系假冒\n11\t十一、销售金额1,200.50元");
        assertThat(text(ReferralLetter.REFERRAL, said)).contains("1．网店有店铺3家；\n2．3、5号商品系假冒；\n3．销售金额1,200.50元。");
        said.put("content", "一、基本情况\n（一）网店在本区\n（二）仓库不在本区\n二、违法事实\n（一）销售假冒商品");
        assertThat(text(ReferralLetter.REFERRAL, said)).contains("一、基本情况。\n（一）网店在本区。\n（二）仓库不在本区。\n二、违法事实。\n（一）销售假冒商品。");
    }

    @ParameterizedTest
    @ValueSource(strings = {" 　", "/", "——", "。", "（）"})
    void whatIsNothingButBlanksOrMarksWasNotSaid(String typed) {
        LetterDraft draft = SampleLetters.draft(AssistanceLetter.REQUEST, false).word("sourceNo", typed);
        assertThat(templates.write(draft, Background.NONE).paragraphs().get(0).text())
                .endsWith("一案中，因调查需要，请予协助。");
    }

    /** What a letter says of its author is what the directory says; an officer without a telephone has none. */
    @Test
    void aTelephoneThatIsNoneIsNotSaid() {
        Background lacking = new Background(
                Optional.of("某路1号"), () -> Optional.of(new Officer.Named("吴振华", "1", "未登记")), Map::of, Optional::empty);
        assertThat(text(AssistanceLetter.SUPPLEMENT, said(AssistanceLetter.SUPPLEMENT, Set.of(), one -> one), lacking))
                .contains("联系人：吴振华\n联系地址：某路1号");
    }

    private String text(LetterKind kind, Map<String, Object> said) {
        return text(kind, said, Background.NONE);
    }

    private String text(LetterKind kind, Map<String, Object> said, Background known) {
        return text(templates.write(kind, said, known));
    }

    private static String text(LetterTemplates.Text written) {
        return written.paragraphs().stream().map(Paragraph::text).collect(Collectors.joining("\n"));
    }
}
