package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole country: 3,211 bureaus. */
class BureauTreeTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private JdbcClient db;
    private Instant now = Instant.parse("2026-11-26T01:00:00Z");
    private BureauTree tree;

    @BeforeEach
    void load() {
        DataSource database = TestDatabase.with("db/changelog/bureau.sql");
        DemoDirectory.load(database);
        db = JdbcClient.create(database);
        InstantSource clock = () -> now;
        tree = new BureauTree(db, new Divisions(), clock);
    }

    @Test
    void everyBureauStandsBelowSamrAndEachSeesWhatIsBelowIt() {
        long all = db.sql("select count(*) from organisation where kind = 'BUREAU'")
                .query(Long.class)
                .single();
        assertThat(all).isEqualTo(3211);
        assertThat(tree.under(List.of("100000"))).hasSize(3211).doesNotContain("taobao");
        assertThat(tree.under(List.of("330000")))
                .contains("330000", "330100", "330110")
                .allMatch(code -> code.startsWith("33"));
        assertThat(tree.under(List.of("330100"))).contains("330110").doesNotContain("330000", "330200");
        assertThat(tree.under(List.of("330110"))).containsExactly("330110");
        assertThat(tree.under(List.of("taobao"))).containsExactly("taobao");
        assertThat(tree.under(List.of("310000", "330110")))
                .contains("310105", "330110")
                .doesNotContain("330100");
        // Provinces without overlap, and nothing lost between the levels.
        assertThat(tree.below("100000").stream()
                        .mapToInt(
                                province -> tree.under(List.of(province.code())).size())
                        .sum())
                .isEqualTo(3210);
        assertThat(tree.pathTo("330110"))
                .extracting(BureauTree.Branch::code)
                .containsExactly("100000", "330000", "330100", "330110");
    }

    @Test
    void aBureauThatMovesIsFollowedWithinAMinute() {
        assertThat(tree.under(List.of("330100"))).contains("330110");
        db.sql("update organisation set parent_code = '330200' where code = '330110'")
                .update();
        db.sql("update directory_load set content_hash = 'another release'").update();
        now = now.plus(A_MINUTE);
        assertThat(tree.under(List.of("330100"))).doesNotContain("330110");
        assertThat(tree.under(List.of("330200"))).contains("330110");
        assertThat(tree.under(List.of("330000"))).contains("330110");
    }

    /** 下城区 became part of 拱墅区 in 2021; 枞阳县 went from 安庆 to 铜陵 with a new code; 巢湖市 was divided among three cities. */
    @Test
    void whatAnAbolishedBureauLeavesIsSeenByWhoeverFollowed() {
        abolished("330103", "330100");
        abolished("340823", "340800");
        abolished("341400", "340000");
        assertThat(tree.under(List.of("330105"))).contains("330103");
        assertThat(tree.under(List.of("330100"))).contains("330103");
        assertThat(tree.under(List.of("340700"))).contains("340823");
        assertThat(tree.under(List.of("340800"))).doesNotContain("340823");
        assertThat(tree.under(List.of("340000"))).contains("341400");
        assertThat(tree.under(List.of("340100"))).doesNotContain("341400");
        assertThat(tree.under(List.of("330000"))).doesNotContain("340823", "341400");
    }

    private void abolished(String code, String parent) {
        db.sql("""
                        insert into organisation (code, kind, name, letter_prefix, level, parent_code, connected)
                        values (:code, 'BUREAU', :code, :code, 'COUNTY', :parent, false)
                        """).param("code", code).param("parent", parent).update();
    }
}
