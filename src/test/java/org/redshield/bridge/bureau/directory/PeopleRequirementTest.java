package org.redshield.bridge.bureau.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code --check} says how many of those who work on cases lack what. */
class PeopleRequirementTest {

    private JdbcClient jdbc;

    @BeforeEach
    void aBureau() {
        jdbc = JdbcClient.create(TestDatabase.with("db/changelog/master.xml"));
        jdbc.sql("insert into organisation (code, kind, name, letter_prefix, level, connected) values"
                        + " ('310105', 'BUREAU', '长宁区市场监督管理局', '长市监', 'NATION', true),"
                        + " ('310101', 'BUREAU', '黄浦区市场监督管理局', '黄市监', 'NATION', false)")
                .update();
        officer("1", "310105", "网监科", "021-22050000", "null");
    }

    private void officer(String no, String bureau, String unit, String phone, String leftOn) {
        jdbc.sql(
                        "insert into officer (certificate_no, bureau_code, user_id, name, unit, phone, certificate_expires_on, left_on)"
                                + " values (?, ?, ?, '王小明', ?, ?, '2099-01-01', cast(nullif(?, 'null') as date))")
                .params("C" + no, bureau, "officer" + no, unit, phone, leftOn)
                .update();
    }

    private List<Lack> lacks() {
        return new PeopleRequirement().lacking(new StandardEnvironment(), Optional.of(jdbc));
    }

    @Test
    void nothingWhereAllHaveAll() {
        officer("2", "310105", "", "", "2026-01-01");
        officer("3", "310101", "", "", "null");
        assertThat(lacks())
                .as("who has left, and a bureau that does not work here")
                .isEmpty();
        assertThat(new PeopleRequirement().lacking(new StandardEnvironment(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void howManyLackWhat() {
        officer("2", "310105", "", "无", "null");
        officer("3", "310105", "网监科", "", "null");
        jdbc.sql("insert into act_id_tenant (id_, rev_, name_) values ('310105', 1, '长宁')")
                .update();
        jdbc.sql("insert into act_id_group (id_, rev_, name_) values ('officer', 1, 'officer') on conflict do nothing")
                .update();
        for (String user : List.of("officer1", "nobody")) {
            jdbc.sql("insert into act_id_user (id_, rev_) values (?, 1)")
                    .param(user)
                    .update();
            jdbc.sql("insert into act_id_membership (user_id_, group_id_) values (?, 'officer')")
                    .param(user)
                    .update();
            jdbc.sql("insert into act_id_tenant_member (id_, tenant_id_, user_id_) values (?, '310105', ?)")
                    .params(user, user)
                    .update();
        }
        assertThat(lacks()).singleElement().satisfies(lack -> {
            assertThat(lack.needed()).isFalse();
            assertThat(lack.chinese()).startsWith("3 名办案人员的信息不全（缺少执法证号 1 人、科室 2 人、联系电话 3 人）");
            assertThat(lack.english()).startsWith("3 who work on cases lack something of certificate, unit, phone");
        });
    }
}
