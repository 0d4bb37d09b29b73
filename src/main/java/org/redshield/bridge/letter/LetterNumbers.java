package org.redshield.bridge.letter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.restoreguard.NumberSeries;
import org.redshield.bridge.restoreguard.SeriesMarks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 文号: a series for each organisation, type code and calendar year, without a gap. */
@Component
@RequiredArgsConstructor
public final class LetterNumbers implements NumberSeries {

    private static final String SERIES = "letter";

    private final JdbcClient db;
    private final Organisations organisations;
    private final LetterSettings settings;
    private final LetterKinds kinds;
    private final SeriesMarks marks;

    /**
     * A letter's number as it stands on it.
     *
     * @param serial null on paper of others, whose series we do not know
     */
    record Numbered(String number, int year, Integer serial) {

        static Numbered ofOthers(String number, int year) {
            return new Numbered(number, year, null);
        }
    }

    /** The next of the series, which is the caller's until his transaction ends: others wait for it that long. */
    Numbered next(Organisation sender, LetterKind kind, int year) {
        int serial = db.sql("""
                        insert into letter_number (tenant, type_code, year, last) values (:sender, :type, :year, 1)
                        on conflict (tenant, type_code, year) do update set last = letter_number.last + 1
                        returning last
                        """)
                .param("sender", sender.code())
                .param("type", kind.code())
                .param("year", year)
                .query(Integer.class)
                .single();
        return new Numbered(
                LetterNumber.of(
                        settings.patternOf(sender.code(), kind), sender.letterPrefix(), kind.code(), year, serial),
                year,
                serial);
    }

    /** It stands on a letter. */
    void given(Organisation sender, LetterKind kind, Numbered numbered) {
        marks.gives("%s/%s/%s/%d".formatted(SERIES, sender.code(), kind.code(), numbered.year()), numbered.serial());
    }

    /** It does not: the caller, whose number it still is, found the letter issued already. */
    void giveBack(Organisation sender, LetterKind kind, Numbered numbered) {
        db.sql("update letter_number set last = last - 1 where tenant = ? and type_code = ? and year = ?")
                .params(sender.code(), kind.code(), numbered.year())
                .update();
    }

    @Override
    public String name() {
        return SERIES;
    }

    @Override
    public Map<String, Long> last() {
        Map<String, Long> last = new HashMap<>();
        db.sql("select tenant || '/' || type_code || '/' || year, last from letter_number")
                .query(row -> {
                    last.put(row.getString(1), row.getLong(2));
                });
        return last;
    }

    /** Of letters that a platform's interface carries. */
    @Override
    public Optional<String> called(String key, long number) {
        String[] names = key.split("/");
        return kinds.all().stream()
                .filter(kind -> kind.code().equals(names[1]) && kind.carriage().way() == Carriage.Way.INTERFACE)
                .findFirst()
                .map(kind -> LetterNumber.of(
                        settings.patternOf(names[0], kind),
                        organisations.get(names[0]).letterPrefix(),
                        names[1],
                        Integer.parseInt(names[2]),
                        (int) number));
    }

    @Override
    public void skipTo(String key, long number) {
        String[] names = key.split("/");
        db.sql("""
                        insert into letter_number (tenant, type_code, year, last) values (?, ?, ?, ?)
                        on conflict (tenant, type_code, year)
                            do update set last = greatest(letter_number.last, excluded.last)
                        """)
                .params(names[0], names[1], Integer.valueOf(names[2]), number)
                .update();
    }
}
