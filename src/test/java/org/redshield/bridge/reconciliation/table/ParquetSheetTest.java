package org.redshield.bridge.reconciliation.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.reader.TestReaders;
import org.redshield.bridge.reconciliation.match.Shop;

/** Tables in Parquet as DuckDB writes them, and what else calls itself so: the process that reads them leaves nothing behind. */
class ParquetSheetTest {

    /** Beside it any column of a shop may stand. */
    private static final String SHOP = "'S' || i as shop_id, '云锦' as licence_name_shown, null as licence_code_shown";

    private final List<Shop> shops = new ArrayList<>();
    private final List<RefusedRow> refused = new ArrayList<>();

    @TempDir
    private Path folder;

    private byte[] written(String select) throws SQLException, IOException {
        Path file = folder.resolve("written.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "copy (" + select + ") to '" + file + "' (format parquet, compression zstd, row_group_size 2048)");
        }
        return Files.readAllBytes(file);
    }

    private void read(byte[] table) throws IOException {
        Sheet.SHOPS.read(
                TestReaders.shared(), "310105", () -> new ByteArrayInputStream(table), shops::add, refused::add);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(Scratch.folder())) {
            assertThat(left.filter(one -> one.getFileName().toString().endsWith(".table")))
                    .isEmpty();
        }
    }

    @Test
    void takesWhatItCanAndSaysOfEachOtherRowWhatIsWrong() throws Exception {
        read(written("""
                select * from (values
                  ('S1', '91350000611528672E', 12.50::decimal(12,2), timestamp_ns '2026-03-01 00:00:00', 13800001234::double, encode('杭州')),
                  (null, '91350000611528672E', 1, null, null, null),
                  ('S3', '913500006115286721', null, null, null, null),
                  ('S4', repeat('9', 100000), null, null, null, null),
                  ('S5', null, 1, timestamp '2026-03-01 10:00:00', null, null),
                  ('S6', null, null, null, 13800001234, encode(repeat('杭', 600))),
                  ('S7', null, null, null, 13800001234, null))
                  t (shop_id, licence_code_shown, turnover_year, last_order_on, phone_shown, address_shown),
                  (select '云锦' as licence_name_shown, {'a': 1} as remark, [1, 2] as tags, interval 1 day as span)
                """));

        assertThat(shops).extracting(Shop::id).containsExactly("S1", "S3", "S7");
        Shop first = shops.get(0);
        assertThat(first.turnover()).hasValueSatisfying(some -> assertThat(some).isEqualByComparingTo("12.5"));
        assertThat(first.lastOrderOn()).contains(LocalDate.of(2026, 3, 1));
        assertThat(first.address()).isEqualTo("杭州");
        assertThat(first.phone()).hasSize(32).isEqualTo(shops.get(2).phone());
        assertThat(refused)
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(
                        tuple(2L, "shop_id"),
                        tuple(3L, "licence_code_shown"),
                        tuple(4L, "licence_code_shown"),
                        tuple(5L, "last_order_on"),
                        tuple(6L, "address_shown"));
    }

    @Test
    void refusesWhatIsNoWholeTable() throws Exception {
        byte[] table = written("select " + SHOP + ", '杭州' as address_shown from range(10000) t (i)");
        assertRefused(Arrays.copyOf(table, table.length / 2), "reconciliation.file-parquet");
        assertRefused("PAR1".getBytes(StandardCharsets.US_ASCII), "reconciliation.file-parquet");
        byte[] locked = table.clone();
        locked[3] = 'E';
        locked[locked.length - 1] = 'E';
        assertRefused(locked, "reconciliation.file-parquet");
        assertRefused(written("select " + SHOP + " from range(3) t (i)"), "reconciliation.file-column-missing");
        byte[] nested = written("select " + SHOP + ", ['杭州'] as address_shown from range(3) t (i)");
        assertRefused(nested, "reconciliation.file-parquet-nested");
        assertRefused(
                written("select " + SHOP + ", time '10:00' as address_shown from range(3) t (i)"),
                "reconciliation.file-parquet-nested");
        assertThatThrownBy(() -> read(nested)).hasMessageContaining("“address_shown”列（列表）");
    }

    @Test
    void saysAfterWhichRowTextIsNoUtf8() throws Exception {
        String hex = HexFormat.of().withUpperCase().formatHex("杭州".getBytes(Charset.forName("GB18030")));
        String blob = "from_hex(case when i = 2 then '" + hex + "' else '41' end)";
        byte[] table = written("select " + SHOP + ", " + blob + " as address_shown from range(4) t (i)");

        assertRefused(table, "reconciliation.file-encoding");
        assertThat(shops).hasSize(2);
    }

    /** A column that says it is text, and is not: as some libraries write GB18030. */
    @Test
    void saysTheSameOfAColumnOfText() throws Exception {
        String other = "case when i = 2500 then 'QWERTY' else 'M' || i end as address_shown";
        Path file = folder.resolve("text.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select " + SHOP + ", " + other + " from range(4000) t (i)) to '" + file
                    + "' (format parquet, compression uncompressed, row_group_size 2048)");
        }
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("QWERTY");
        String inGb18030 = new String("杭州市".getBytes(Charset.forName("GB18030")), StandardCharsets.ISO_8859_1);
        assertRefused(
                bytes.replace("QWERTY", inGb18030).getBytes(StandardCharsets.ISO_8859_1),
                "reconciliation.file-encoding");
        assertThat(shops).hasSizeLessThan(2_501);
    }

    @Test
    void stopsWhereASmallFileBecomesALargeTable() throws Exception {
        byte[] bomb = written("select " + SHOP + ", repeat('杭', 490) as address_shown from range(300000) t (i)");
        assertThat(bomb.length).isLessThan(2_000_000);

        assertRefused(bomb, "reconciliation.file-parquet-size");
        assertThat(shops).hasSizeLessThan(300_000);

        shops.clear();
        byte[] without = written("select 'S' as shop_id, null as licence_name_shown, null as licence_code_shown,"
                + " null as address_shown from range(200000)");
        assertRefused(without, "reconciliation.file-parquet-size");
        assertThat(shops).hasSizeLessThan(150_000);
    }

    /** Else there would be as many sentences as rows, in one transaction. */
    @Test
    @Tag("thorough")
    void stopsWhereATableIsWrongThroughout() throws Exception {
        String select = "select case when i %% 10 < 2 then null else 'S' end as shop_id, '云锦' as licence_name_shown,"
                + " null as licence_code_shown, uuid()::varchar as address_shown from range(%d) t (i)";
        read(written(select.formatted(400_000)));
        assertThat(refused).hasSize(80_000);

        shops.clear();
        refused.clear();
        assertRefused(written(select.formatted(600_000)), "reconciliation.file-rows-unusable");
        assertThat(refused).hasSize(100_000);
    }

    @Test
    void neverReadsADamagedTableAsAWholeOne() throws Exception {
        byte[] table = written("select " + SHOP + ", '杭州' || i as address_shown from range(5000) t (i)");
        Random random = new Random(109);
        for (int round = 0; round < Integer.getInteger("bridge.parquet.rounds", 4); round++) {
            byte[] damaged = table.clone();
            for (int flips = 0; flips < 6; flips++) {
                damaged[4 + random.nextInt(damaged.length - 8)] ^= (byte) (1 + random.nextInt(255));
            }
            shops.clear();
            refused.clear();
            try {
                read(damaged);
                assertThat(shops.size() + refused.size()).as("round %d", round).isGreaterThanOrEqualTo(5000);
            } catch (Refusal e) {
                assertThat(e.getMessage()).as("round %d", round).contains("没有比对");
            }
        }
    }

    private void assertRefused(byte[] table, String code) {
        assertThatThrownBy(() -> read(table)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.getMessage()).contains("没有比对").doesNotContain("{");
        });
    }
}
