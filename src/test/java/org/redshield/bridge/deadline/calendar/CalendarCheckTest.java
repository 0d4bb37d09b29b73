package org.redshield.bridge.deadline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarCheckTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    /** A likely arrangement of 2027, a line a day. */
    private static final String DAYS = """
            2026-12-26,WORK,元旦
            2027-01-01,OFF,元旦
            2027-01-02,OFF,元旦
            2027-01-03,OFF,元旦
            2027-02-05,OFF,春节
            2027-02-06,OFF,春节
            2027-02-07,OFF,春节
            2027-02-08,OFF,春节
            2027-02-09,OFF,春节
            2027-02-20,WORK,春节
            2027-04-05,OFF,清明节
            2027-05-01,OFF,劳动节
            2027-05-02,OFF,劳动节
            2027-05-03,OFF,劳动节
            2027-06-09,OFF,端午节
            2027-09-15,OFF,中秋节
            2027-10-01,OFF,国庆节
            2027-10-02,OFF,国庆节
            2027-10-03,OFF,国庆节
            2027-10-04,OFF,国庆节
            2027-10-09,WORK,国庆节
            """;

    private final WorkingCalendar packaged = WorkingCalendar.packaged();

    @Test
    void takesAGoodArrangement() {
        CalendarCheck.Checked checked = check(csv(DAYS));
        assertThat(checked.arrangement())
                .returns("2027-1", Arrangement::version)
                .returns("", Arrangement::document)
                .returns(LocalDate.parse("2026-11-20"), Arrangement::published);
        assertThat(checked.arrangement().days())
                .hasSize(21)
                .contains(new CalendarDay(LocalDate.parse("2027-02-20"), CalendarDay.Kind.WORK, "春节"));
        assertThat(checked.notes()).isEmpty();
    }

    @Test
    void readsTheSameFromJsonAndFromAnExcelInGbk() {
        String json = "{\"version\":\"2027-1\",\"published\":\"2026-11-20\",\"document\":\"\",\"days\":["
                + DAYS.lines()
                        .map(line -> line.split(","))
                        .map(day -> "{\"date\":\"" + day[0] + "\",\"kind\":\"" + day[1] + "\",\"festival\":\"" + day[2]
                                + "\"}")
                        .reduce((one, other) -> one + "," + other)
                        .orElseThrow()
                + "]}";
        Arrangement fromCsv = check(csv(DAYS)).arrangement();
        assertThat(check(CalendarReader.read(json.getBytes(StandardCharsets.UTF_8)))
                        .arrangement())
                .isEqualTo(fromCsv);
        assertThat(check(CalendarReader.read(text(DAYS).getBytes(Charset.forName("GBK"))))
                        .arrangement())
                .isEqualTo(fromCsv);
        assertThat(check(CalendarReader.read(("\uFEFF" + text(DAYS)).getBytes(StandardCharsets.UTF_8)))
                        .arrangement())
                .isEqualTo(fromCsv);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-10-04,OFF,国庆节 | 2028-10-04,OFF,国庆节 | 2028-10-04 不在该年度安排可以涉及的范围（2026-12-01 至 2027-12-31）内",
                "2027-10-04,OFF,国庆节 | 2026-11-30,OFF,国庆节 | 2026-11-30 不在该年度安排可以涉及的范围",
                "2027-02-20,WORK,春节 | 2027-02-22,WORK,春节 | 2027-02-22 是周一，本来就上班，不能列为补班",
                "2027-02-09,OFF,春节 | 2027-02-08,WORK,春节 | 2027-02-08 既列为放假又列为补班",
                "2027-02-09,OFF,春节 | 2027-02-08,OFF,春节 | 2027-02-08 重复列出",
                "2027-02-05,OFF,春节 | 2027-02-10,OFF,春节 | 2027-02-05（春节）是法定节假日，却没有列为放假",
                "2027-05-02,OFF,劳动节 | 2027-05-02,WORK,劳动节 | 2027-05-02（劳动节）是法定节假日，却没有列为放假",
                "2027-10-04,OFF,国庆节 | 2027-10-04,HOLIDAY,国庆节 | 2027-10-04 的类别“HOLIDAY”无法识别",
                "2027-10-04,OFF,国庆节 | 2027-10-04,OFF, | 2027-10-04 没有写明所属节日",
                "2027-10-04,OFF,国庆节 | 2027-13-04,OFF,国庆节 | “2027-13-04”不是有效日期",
                "2027-10-04,OFF,国庆节 | 4.10.2027,OFF,国庆节 | “4.10.2027”不是有效日期",
            })
    void namesTheFault(String line, String instead, String fault) {
        assertThat(faults(DAYS.replace(line, instead)))
                .singleElement()
                .asString()
                .contains(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-1, 2026-11-25, 晚于今天",
        "2027-1, 2025-12-31, 相差过远",
        "2027-1, 20.11.2026, 不是有效日期",
        "2026-2, 2026-11-20, 版本号“2026-2”不符合",
        "first, 2026-11-20, 应为 2027-1",
    })
    void checksVersionAndDayOfPublication(String version, String published, String fault) {
        List<String> faults =
                refused(CalendarReader.read(text(version, published, DAYS).getBytes(StandardCharsets.UTF_8)));
        assertThat(faults).singleElement().asString().contains(fault);
    }

    @Test
    void aRevisionComesAfterWhatItRevises() {
        CalendarDraft older = CalendarReader.read(
                text("2020-2", "2019-11-20", "2020-01-01,OFF,元旦\n").getBytes(StandardCharsets.UTF_8));
        List<String> faults = catchThrowableOfType(
                        CalendarRefusal.class, () -> CalendarCheck.check(2020, older, packaged, TODAY))
                .faults();
        assertThat(faults)
                .contains("版本号 2020-2 不大于现行版本 2020-2，应为 2020-3", "公布日期 2019-11-20 早于现行版本 2020-2 的公布日期 2020-01-27");
        assertThat(faults).as("every statutory day that is missing, too").hasSizeGreaterThan(5);
    }

    @Test
    void twoYearsDoNotContradictEachOtherInDecember() {
        WorkingCalendar withNext = packaged.with(check(csv(DAYS)).arrangement());
        String ofDecember = """
                2026-12-26,OFF,元旦
                2026-01-01,OFF,元旦
                """;
        List<String> faults = catchThrowableOfType(
                        CalendarRefusal.class,
                        () -> CalendarCheck.check(
                                2026,
                                CalendarReader.read(
                                        text("2026-2", "2026-11-20", ofDecember).getBytes(StandardCharsets.UTF_8)),
                                withNext,
                                TODAY))
                .faults();
        assertThat(faults).contains("2026-12-26 与版本 2027-1 的安排相反");
    }

    @Test
    void aWorkingMondayAfterTheHolidayIsNoException() {
        CalendarCheck.Checked checked = check(csv(DAYS + "2027-10-05,WORK,国庆节\n"));
        assertThat(checked.notes()).containsExactly("2027-10-05 是周二，本来就上班，没有作为补班记录");
        assertThat(checked.arrangement()).isEqualTo(check(csv(DAYS)).arrangement());
    }

    @Test
    void namesEveryFaultAtOnce() {
        List<String> faults = faults(DAYS.replace("2027-02-20,WORK", "2027-02-22,WORK")
                .replace("2027-10-04,OFF", "2028-10-04,OFF")
                .replace("2027-04-05,OFF,清明节\n", ""));
        assertThat(faults).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"days\":1 | deadline.calendar-not-json",
                "{\"publishd\":\"2026-11-20\",\"days\":[]} | deadline.calendar-refused",
                "{\"published\":\"2026-11-20\"} | deadline.calendar-refused",
                "date;kind;festival | deadline.calendar-refused",
                "'   ' | deadline.calendar-empty",
                "date,date | deadline.calendar-not-csv",
            })
    void refusesWhatIsNoArrangement(String content, String code) {
        assertThat(catchThrowableOfType(
                                CalendarRefusal.class,
                                () -> CalendarReader.read(
                                        content.replace("'", "").getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(catchThrowableOfType(
                                CalendarRefusal.class, () -> CalendarReader.read(new byte[CalendarReader.LARGEST + 1]))
                        .getMessage())
                .contains("256 KB");
    }

    private CalendarCheck.Checked check(CalendarDraft draft) {
        return CalendarCheck.check(2027, draft, packaged, TODAY);
    }

    private List<String> faults(String days) {
        return refused(csv(days));
    }

    private List<String> refused(CalendarDraft draft) {
        return catchThrowableOfType(CalendarRefusal.class, () -> check(draft)).faults();
    }

    private static CalendarDraft csv(String days) {
        return CalendarReader.read(text(days).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String days) {
        return text("2027-1", "2026-11-20", days);
    }

    private static String text(String version, String published, String days) {
        return "version,published,document,date,kind,festival\n"
                + days.lines()
                        .map(line -> version + "," + published + ",," + line + "\n")
                        .reduce("", String::concat);
    }
}
