package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** With what {@code --audit} ends, by which scripts and schedules know what it found. */
class AuditCommandTest {

    private final StringBuilder said = new StringBuilder();

    private int ends(List<Consumer<IntegrityCheck.Report>> kept) {
        return AuditCommand.audit(kept.stream().map(AuditCommandTest::audited).toList(), said::append);
    }

    private static IntegrityCheck audited(Consumer<IntegrityCheck.Report> kept) {
        return new IntegrityCheck() {
            @Override
            public Title title() {
                return new Title(1, "记录", "Records");
            }

            @Override
            public void audit(Report report) {
                kept.accept(report);
            }
        };
    }

    private static void intact(IntegrityCheck.Report report) {
        report.verified(3);
    }

    private static void wrong(IntegrityCheck.Report report) {
        report.wrong("第七行已被改动", "row 7 was changed");
    }

    private static void unread(IntegrityCheck.Report report) {
        report.unread("第八行读不出来", "row 8 cannot be read");
    }

    private static void fails(IntegrityCheck.Report report) {
        throw new IllegalStateException("no such table");
    }

    @Test
    void withZeroWhereAllIsAsItWasKept() {
        assertThat(ends(List.of(AuditCommandTest::intact, AuditCommandTest::intact)))
                .isZero();
        assertThat(said).contains("已核验 3 项", "全部相符");
    }

    @Test
    void withOneWhereSomethingWasChanged() {
        assertThat(ends(List.of(AuditCommandTest::intact, AuditCommandTest::wrong, AuditCommandTest::intact)))
                .isEqualTo(1);
        assertThat(said).contains("✗ 第七行已被改动。", "row 7 was changed.", "发现问题 1 项，未能核验 0 项");
    }

    @Test
    void withTwoWhereSomethingCouldNotBeVerifiedWhateverElseWasFound() {
        assertThat(ends(List.of(AuditCommandTest::unread, AuditCommandTest::wrong)))
                .isEqualTo(2);
        assertThat(ends(List.of(AuditCommandTest::fails, AuditCommandTest::intact)))
                .isEqualTo(2);
        assertThat(said).contains("? 第八行读不出来。", "没有核验完", "已核验 3 项");
    }
}
