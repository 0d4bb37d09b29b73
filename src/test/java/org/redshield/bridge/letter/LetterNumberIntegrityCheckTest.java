package org.redshield.bridge.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.operations.IntegrityCheck;
import org.redshield.bridge.restoreguard.Restores;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Only a restore explains why a number is missing. */
class LetterNumberIntegrityCheckTest {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.with("db/changelog/master.xml"));

    @BeforeEach
    void aSeriesOfFive() {
        jdbc.sql("""
                        insert into organisation (code, kind, name, letter_prefix, level, connected)
                        values ('310105', 'BUREAU', '长宁区市场监督管理局', '长市监', 'NATION', true),
                               ('330110', 'BUREAU', '余杭区市场监督管理局', '余市监', 'NATION', true)
                        on conflict do nothing
                        """).update();
        jdbc.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id, sender_name,
                                            receiver, receiver_name, subject, content, issued_by, issued_at)
                        select uuidv7(), n::text, '310105', 'REQUEST', '协查', 2026, n, '长市监协查〔2026〕' || n || '号', 'c', 's', '长宁',
                               '330110', '余杭', '协查', '{}', 'officer1', timestamptz '2026-09-01 00:00:00+08' + n * interval '1 day'
                          from generate_series(1, 5) n
                        """).update();
        jdbc.sql("insert into letter_number values ('310105', '协查', 2026, 5)").update();
    }

    private List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        new LetterNumberIntegrityCheck(jdbc, new Restores(jdbc)).audit(new IntegrityCheck.Report() {
            @Override
            public void verified(long more) {}

            @Override
            public void wrong(String chinese, String english) {
                wrong.add(chinese);
            }

            @Override
            public void unread(String chinese, String english) {}
        });
        return wrong;
    }

    private void gone(int serial) {
        jdbc.sql("alter table letter disable trigger user").update();
        jdbc.sql("delete from letter_unsealed").update();
        jdbc.sql("delete from letter where serial = ?").param(serial).update();
    }

    @Test
    void gapsAreTold() {
        assertThat(wrong()).isEmpty();
        gone(1);
        gone(3);
        gone(5);
        assertThat(wrong())
                .containsExactly("文号 310105/协查/2026 缺第 1 号", "文号 310105/协查/2026 缺第 3 号", "文号 310105/协查/2026 缺第 5 号");
    }

    @Test
    void aNumberThatStandsOnTwoLettersIsTold() {
        jdbc.sql("alter table letter disable trigger user").update();
        jdbc.sql("update letter set number = '长市监协查〔2026〕1号' where serial = 2").update();
        assertThat(wrong()).containsExactly("文号 长市监协查〔2026〕1号 有两件以上的函件");
    }

    @Test
    void whatARestoreSkippedIsNoFault() {
        gone(3);
        jdbc.sql("insert into sending_hold (since, lost) values ('2026-09-03 12:00:00+08', '[]')")
                .update();
        assertThat(wrong()).isEmpty();
        gone(2);
        gone(1);
        jdbc.sql("update sending_hold set since = '2026-09-05 12:00:00+08'").update();
        assertThat(wrong()).containsExactly("文号 310105/协查/2026 缺第 1-3 号");
    }
}
