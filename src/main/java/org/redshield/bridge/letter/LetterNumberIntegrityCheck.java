package org.redshield.bridge.letter;

import static org.redshield.bridge.Rows.instantIfAny;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.operations.IntegrityCheck;
import org.redshield.bridge.restoreguard.Restores;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 文号: each series from 1 on without a gap, but where a restore skipped numbers, and no number twice. */
@Component
@RequiredArgsConstructor
class LetterNumberIntegrityCheck implements IntegrityCheck {

    private final JdbcClient jdbc;
    private final Restores restores;

    /** @param before when the letter before the gap was issued, {@code after} the one behind it */
    private record Gap(String series, long first, long last, Optional<Instant> before, Optional<Instant> after) {

        boolean isOf(Instant restore) {
            return before.filter(at -> at.isAfter(restore)).isEmpty()
                    && after.filter(at -> at.isBefore(restore)).isEmpty();
        }

        String numbers() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    @Override
    public Title title() {
        return new Title(7, "函件的文号", "Numbers of letters");
    }

    @Override
    public void audit(Report report) {
        List<Instant> skipped = restores.all();
        report.verified(jdbc.sql("select count(*) from letter where serial is not null")
                .query(Long.class)
                .single());
        gaps().stream()
                .filter(gap -> skipped.stream().noneMatch(gap::isOf))
                .forEach(gap -> report.wrong(
                        "文号 " + gap.series() + " 缺第 " + gap.numbers() + " 号",
                        "the series " + gap.series() + " of letters lacks " + gap.numbers()));
        jdbc.sql(
                        "select number from letter where serial is not null group by number having count(*) > 1 order by number")
                .query(String.class)
                .list()
                .forEach(number -> report.wrong(
                        "文号 " + number + " 有两件以上的函件", "the number " + number + " stands on more than one letter"));
    }

    /** In the middle of series, and at their ends: a number is given in the transaction that writes its letter. */
    private List<Gap> gaps() {
        return jdbc.sql("""
                        with one as (
                            select tenant, type_code, year, serial, issued_at,
                                   lag(serial, 1, 0) over series as before, lag(issued_at) over series as before_at
                              from letter where serial is not null
                            window series as (partition by tenant, type_code, year order by serial)),
                        newest as (
                            select distinct on (tenant, type_code, year) tenant, type_code, year, serial, issued_at
                              from letter where serial is not null order by tenant, type_code, year, serial desc)
                        select concat_ws('/', tenant, type_code, year) as series, before + 1 as first, serial - 1 as last, before_at,
                               issued_at as after_at
                          from one where serial > before + 1
                         union all
                        select concat_ws('/', n.tenant, n.type_code, n.year), coalesce(l.serial, 0) + 1, n.last, l.issued_at, null
                          from letter_number n left join newest l using (tenant, type_code, year)
                         where n.last > coalesce(l.serial, 0)
                         order by 1, 2
                        """)
                .query((row, number) -> new Gap(
                        row.getString("series"),
                        row.getLong("first"),
                        row.getLong("last"),
                        instantIfAny(row, "before_at"),
                        instantIfAny(row, "after_at")))
                .list();
    }
}
