package org.redshield.bridge.cases.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an act must not be, planted and refused: which test plants it, and a part of the sentence or code that it expects. Whoever takes a
 * test away, or the refusal out of it, misses it here.
 */
class PlantedWrongsListTest {

    private static final Path TESTS = Path.of("src/test/java/org/redshield/bridge");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            measures against another shop            | disposition/PlantedWrongsTest    | whatGoesBeyondTheRequestNeedsAReasonAndAHigherHead | 对象未列明
            a harsher measure than was asked for     | disposition/PlantedWrongsTest    | whatGoesBeyondTheRequestNeedsAReasonAndAHigherHead | 重于商请的措施
            another shop, closed by a unit head      | scenario/HarsherThanAskedTest    | closingAnotherShopStopsAtTheUnitHeadAndGoesByReasonAndBureauHead | 您的职级不能审批
            one order more than was asked for        | disposition/PlantedWrongsTest    | oneOrderMoreIsBeyondTheRequest | disposition.beyond-request
            a sweep that says not what it is about   | disposition/PlantedWrongsTest    | aSweepSaysWhatItIsAbout | disposition.keyword-purpose-missing
            a letter to a platform without decision  | scenario/DispositionGroundTest   | noLetterToThePlatformWithoutItsDecision | act.undecided
            another measure than was decided on      | scenario/DispositionGroundTest   | noLetterToThePlatformWithoutItsDecision | act.decided-otherwise
            a task that its letter does not name     | scenario/DispositionGroundTest   | noTaskThatItsLetterDoesNotName | disposition.not-in-letter
            a decision used for two letters          | cases/act/DecisionsTest          | aDecisionIsUsedOnce | 已经用过一次
            a decision of another request            | cases/act/DecisionsTest          | aDecisionOnAnotherFormOrOfAnotherOrganisationOrSubjectIsNone | 须经批准才能发出
            what a decision about something else covers | cases/act/DecisionsTest       | whatAnEarlierDecisionCovers | 还没有这样的批准
            data that no head approved               | scenario/OtherDoorsTest          | dataThatNobodyDecidedOnIsAskedOfNobody | 调取数据请求须经批准才能发出
            data of another shop than the letter's   | scenario/OtherDoorsTest          | dataThatNobodyDecidedOnIsAskedOfNobody | 没有列明向平台调取S1000002的
            data for another period than approved    | scenario/OtherDoorsTest          | dataThatNobodyDecidedOnIsAskedOfNobody | 与批准时的内容不一致
            data that the letter does not list       | scenario/OtherDoorsTest          | dataThatTheLetterDoesNotListIsNotAskedFor | platform.not-in-letter
            an arrow past the approval of data       | scenario/OtherDoorsTest          | anArrowPastTheApprovalOfDataStopsAtTheDoor | 请求没有发出
            a bureau asked for measures undecided    | scenario/OtherDoorsTest          | measuresThatNobodyDecidedOnAreAskedOfNoBureau | 商家处置协助函须经批准才能发出
            publicity before the letter              | scenario/OtherDoorsTest          | measuresThatNobodyDecidedOnAreAskedOfNoBureau | “公示”须以本局在本案中作出的批准为前提
            a filing that no head decided            | scenario/MatterDoorsTest         | noFilingAndNoEndWithoutItsDecision | “立案”须经批准才能办理
            an extension that ends a case            | scenario/MatterDoorsTest         | noFilingAndNoEndWithoutItsDecision | “终止调查”
            a measure that no head permitted         | scenario/MatterDoorsTest         | noMeasureIsPermittedWithoutItsDecision | “采取调查措施”须经批准才能办理
            an unticked box told as ticked           | scenario/TransferTest            | aReceiptSaysThatAllIsThereOnlyWhereWhoeverSignedSaidSo | doesNotContain("齐全")
            an answer that could not be read, counted | letter/LettersAsReadTest        | noSentenceOfFactWithoutItsFact | doesNotContain("0条")
            a question without an answer             | scenario/AnswerTest              | everyQuestionIsAnsweredAndTheReplySaysSoUnderIt | 还没有答复
            a filed case handed over without its day | scenario/TransferTest            | refusedWithASentence | 没有填写“立案日期”
            a delay after the clock was over         | scenario/DelayTest               | afterTheStatutoryDateItIsRefusedAndTheAttemptIsOnRecord | isRefused(
            """)
    void isRefused(String wrong, String test, String method, String sentence) throws IOException {
        String source = Files.readString(TESTS.resolve(test + ".java"));
        int begins = source.indexOf("void " + method + "(");
        assertThat(begins).as(test + " plants it in " + method).isPositive();
        // With the rows that a parameterized test is given above it.
        int from = source.lastIndexOf("\n    }\n", begins);
        int to = source.indexOf("\n    }\n", begins);
        assertThat(source.substring(Math.max(from, 0), to)).contains(sentence);
    }
}
