package org.redshield.bridge.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.deadline.ClockBeans;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.measures.MeasureLetter;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.platform.request.LiaisonLetter;

@Tag("letters")
class LetterTemplatesTest {

    private static final LetterKinds KINDS = Contracts.letterKinds();

    /** Hostile, long, and in two lines. */
    private static final String TYPED =
            "<script>alert('x')</script> & <b>\"粗\"</b> ${cause} &lt;\u0007\uD800\uFFFF。\n" + "字".repeat(2000) + "🏮";

    private static final String SHOWN =
            "<script>alert('x')</script> & <b>\"粗\"</b> ${cause} &lt;。\n" + "字".repeat(2000) + "🏮";

    private final LetterTemplates templates = new LetterTemplates();

    static Stream<LetterKind> letters() {
        return KINDS.all().stream().filter(LetterKind::isLetter);
    }

    /** In both directions, whichever of the optional fields are there. */
    @ParameterizedTest
    @MethodSource("letters")
    void aTemplateReadsExactlyTheFieldsThatItsKindDeclares(LetterKind kind) {
        Set<String> declared = kind.terms().fields().stream()
                .map(field -> field.replace("?", ""))
                .collect(Collectors.toSet());
        Set<String> optional = kind.terms().fields().stream()
                .filter(field -> field.endsWith("?"))
                .map(field -> field.replace("?", ""))
                .collect(Collectors.toSet());
        List<Set<String>> absent = new ArrayList<>(List.of(Set.of(), optional));
        optional.forEach(one -> {
            absent.add(Set.of(one));
            absent.add(optional.stream().filter(other -> !other.equals(one)).collect(Collectors.toSet()));
        });
        Set<String> read = new TreeSet<>();
        for (Set<String> missing : absent) {
            LetterTemplates.Text text = templates.write(kind, new Fields(missing, read), Background.NONE);
            assertThat(text.subject()).isNotBlank();
            assertThat(text.paragraphs())
                    .allSatisfy(paragraph -> assertThat(paragraph.text()).isNotBlank());
        }
        assertThat(read)
                .as("what src/main/resources/letters/%s reads, and what %s declares", kind.template(), kind.name())
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void aMissingOrMisspeltFieldIsNamed() {
        assertThatThrownBy(() ->
                        templates.write(AssistanceLetter.SUPPLEMENT, Map.of("supplement", "请补充"), Background.NONE))
                .hasMessageContaining("SUPPLEMENT")
                .hasMessageContaining("originalLetterNo");
    }

    @Test
    void everyTemplateIsAKinds() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/letters"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("parts.ftlh", LetterTemplates.PAGE),
                                    letters().map(LetterKind::template))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("letters")
    void whateverIsTypedIsShownAsTyped(LetterKind kind) {
        LetterTemplates.Text text = templates.write(kind, new Fields(Set.of(), new TreeSet<>()), Background.NONE);
        assertThat(text.paragraphs())
                .anySatisfy(paragraph -> assertThat(paragraph.text()).contains(SHOWN));
        assertThat(text.paragraphs()).allSatisfy(paragraph -> assertThat(paragraph.heading() + paragraph.text())
                .doesNotContain("&amp;", "&quot;", "&#39;", "\u0007"));
    }

    /** Else a browser would show the approver other words than those that are sent. */
    @Test
    void nothingTurnsTheDirectionOfWriting() {
        LetterTemplates.Text text = new LetterTemplates()
                .write(
                        AssistanceLetter.WITHDRAWAL,
                        Map.of("originalLetterNo", "1", "note", "不\u202E予\u2066同\u200F意", "letterNo", "1"),
                        Background.NONE);
        assertThat(text.paragraphs().toString()).contains("不予同意");
    }

    @Test
    void readsAsItAlwaysDid() {
        LetterDraft draft = draft(AssistanceLetter.REQUEST)
                .fact("cause", "刷单")
                .fact("targetId", "100000001")
                .fact("creditCode", "91310105MA1FY1234X")
                .fact("purpose", "查明销售数额")
                .fact("officerName", "王某")
                .fact("officerCertificateNo", "31010501001")
                .fact("contactPhone", "021-1")
                .word("basisText", "《电子商务法》第二十五条")
                .word("platformName", "淘宝网")
                .word("datasetTitles", List.of("网店主体信息", "交易记录"))
                .word("period", "2026-01-01 至 2026-06-30");
        LetterTemplates.Text text = templates.write(draft, Background.NONE);
        assertThat(text.subject()).isEqualTo("关于商请协助调查“刷单”一案的函");
        assertThat(text.paragraphs())
                .containsExactly(
                        new Paragraph("事由", "本局在办理“刷单”一案中，因调查需要，请予协助。"),
                        new Paragraph("依据", "《中华人民共和国电子商务法》第二十五条、《市场监督管理行政处罚程序规定》第四十五条。"),
                        new Paragraph("协查对象", "淘宝网网店（店铺ID：100000001），经营者的统一社会信用代码为91310105MA1FY1234X。"),
                        new Paragraph("请求提供的数据", "网店主体信息、交易记录，期间为2026年1月1日至2026年6月30日。"),
                        new Paragraph("目的", "查明销售数额。"),
                        new Paragraph("联系方式", "联系人：王某（执法证号：31010501001）\n联系电话：021-1"));

        LetterDraft report = draft(DispositionLetter.DISPOSITION_REPORT)
                .fact("letterNo", "余市监处置〔2026〕1号")
                .word(
                        "results",
                        List.of(
                                LetterDraft.row("position", 1, "plan", "下架：商品 1001", "outcome", "已执行"),
                                LetterDraft.row(
                                        "position", 1234, "plan", "警示：网店 1", "statusText", "处理中", "resultText", "待核")));
        assertThat(templates.write(report, Background.NONE).paragraphs())
                .containsExactly(new Paragraph(
                        "处置情况",
                        "本局以余市监处置〔2026〕1号商请平台处置，平台逐项反馈如下：\n1．下架：商品 1001——已执行；\n"
                                + "1234．警示：网店 1——尚未反馈，平台原文：“处理中；待核”。"));
    }

    /** Else the receiver reads other times than those by which it is late. */
    @Test
    void namesThePeriodsThatTheTableOfDeadlinesHas() {
        assertThat(SampleLetters.paragraphs(DispositionLetter.DISPOSITION))
                .contains(new Paragraph("期限", "请自本函发出之日起1个工作日内受理，2个工作日内执行，并逐项反馈执行结果。"))
                .anySatisfy(publicity -> assertThat(publicity.text())
                        .contains("自作出决定之日起" + workingDays(ClockKind.PUBLICITY) + "个工作日内公示"));
        assertThat(SampleLetters.paragraphs(AssistanceLetter.CONFIRMATION_REMINDER))
                .anySatisfy(said -> assertThat(said.text()).contains("本局于2026年10月8日发出的复函", "至2026年11月5日仍未确认的"));
        assertThat(templates
                        .write(
                                AssistanceLetter.CONFIRMATION_REMINDER,
                                Map.of("originalLetterNo", "1号", "since", "2026-10-08"),
                                Background.NONE)
                        .paragraphs()
                        .toString())
                .contains("请予确认或者提出补充请求。")
                .doesNotContain("按未确认办结");
    }

    /** Only of seizures and bank accounts does the law say that a bureau of a city decides. */
    @Test
    void aMeasureIsAskedForAsTheLawSays() {
        assertThat(SampleLetters.paragraphs(MeasureLetter.MEASURE_REQUEST).toString())
                .contains("须向设区的市级以上市场监督管理部门主要负责人书面报告并经批准，本局主要负责人参与了该案或者不能履职，现报请批准。");
        Map<String, Object> less = new HashMap<>();
        MeasureLetter.MEASURE_REQUEST.terms().fields().stream()
                .filter(field -> !field.endsWith("?"))
                .forEach(field -> less.put(field, SampleLetters.sample(field)));
        assertThat(templates
                        .write(MeasureLetter.MEASURE_REQUEST, less, Background.NONE)
                        .paragraphs()
                        .toString())
                .contains("须向主要负责人书面报告并经批准，现报请批准。");
    }

    private static int workingDays(ClockKind kind) {
        Period period =
                ClockBeans.table().find(Query.of(kind)).orElseThrow().rule().period();
        assertThat(period.unit()).isEqualTo(DeadlineUnit.WORKING_DAYS);
        return period.amount();
    }

    @Test
    void saysWhatItIsAboutAndHowFarItGoes() {
        assertThat(SampleLetters.paragraphs(DispositionLetter.LIFT))
                .contains(new Paragraph(
                        "解除对象",
                        "请解除本局以杭余市监处置〔2026〕7号商请采取的下列措施：\n" + "1．下架：商品 1001（原任务杭余市监处置〔2026〕7号-1）；\n"
                                + "2．限制：网店 100000001（原任务杭余市监处置〔2026〕7号-2）。"));
        assertThat(SampleLetters.paragraphs(LiaisonLetter.LIAISON_REQUEST))
                .contains(new Paragraph("协查事项", "请提供网店（店铺ID：100000001）的交易记录，期间为2026年1月1日至2026年6月30日。"));
        assertThat(SampleLetters.paragraphs(MeasureLetter.MEASURE_APPROVAL))
                .contains(new Paragraph("要求", "实施时执法人员不得少于两人，出示执法证件，依法制作笔录和清单，不得超出批准的对象和范围。"));
    }

    @Test
    void refusesADraftThatSaysTooLittleOrWhatNobodyReads() {
        LetterDraft draft = draft(AssistanceLetter.CONFIRMATION);
        assertThatThrownBy(() -> templates.write(draft, Background.NONE))
                .hasMessageContaining("was not told originalLetterNo");
        assertThatThrownBy(() -> templates.write(draft(DispositionLetter.DISPOSITION_REPORT), Background.NONE))
                .hasMessageContaining("would say nothing");
        assertThatThrownBy(() -> templates.write(
                        draft(AssistanceLetter.SUPPLEMENT)
                                .fact("originalLetterNo", "1号")
                                .word("supplement", "请补充𠮷某的账号"),
                        Background.NONE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("letter.character-unknown"))
                .hasMessageContaining("𠮷");
        draft.fact("originalLetterNo", "1号").fact("more", "for programs").word("weather", "晴");
        assertThatThrownBy(() -> templates.write(draft, Background.NONE)).hasMessageContaining("does not say weather");
    }

    @Test
    void everyStoredNameIsResolvedAlsoThoseOfEarlierVersions() {
        for (String name : List.of(
                "REQUEST_LETTER",
                "ANSWER_LETTER",
                "REQUESTER_ANSWER",
                "WITHDRAWAL_LETTER",
                "CONFIRMATION_REMINDER",
                "DELIVERY_RECEIPT",
                "LIAISON_REQUEST",
                "LIAISON_ANSWER",
                "LIAISON_QUESTION",
                "LIAISON_NEW_DATE",
                "BUREAU_ANSWER",
                "LIAISON_WITHDRAWAL",
                "DISPOSITION_REQUEST",
                "DISPOSITION_REPORT",
                "NOTICE",
                "REQUEST",
                "RETURN",
                "DECLINE",
                "DELAY",
                "REPLY",
                "SUPPLEMENT",
                "CONFIRMATION",
                "WITHDRAWAL",
                "UNCONFIRMED",
                "DISPOSITION",
                "LIFT")) {
            assertThat(KINDS.named(name)).isNotNull();
        }
        assertThat(KINDS.named("REQUEST_LETTER")).isEqualTo(AssistanceLetter.REQUEST);
        assertThatThrownBy(() -> KINDS.named("POSTCARD")).hasMessageContaining("POSTCARD");
        assertThatThrownBy(() -> LetterKinds.of(AssistanceLetter.values(), AssistanceLetter.values()))
                .hasMessageContaining("Two kinds");
    }

    private static LetterDraft draft(LetterKind kind) {
        return new LetterDraft(kind, "key", "310105-2026-000123", "310105-2026-000123-R1", "310105", "330110");
    }

    /** Answers to every name but some, and remembers which were asked for. */
    private record Fields(Set<String> missing, Set<String> read) implements TemplateHashModel {

        @Override
        public TemplateModel get(String name) {
            read.add(name);
            return missing.contains(name) ? null : new Anything();
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }

    /** Text, a list of such things, and a line with every column. */
    private static final class Anything
            implements TemplateScalarModel, TemplateHashModel, TemplateSequenceModel, TemplateBooleanModel {

        @Override
        public String getAsString() {
            return TYPED;
        }

        @Override
        public TemplateModel get(String column) {
            return new SimpleScalar(TYPED);
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public TemplateModel get(int index) {
            return new Anything();
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public boolean getAsBoolean() {
            return true;
        }
    }
}
