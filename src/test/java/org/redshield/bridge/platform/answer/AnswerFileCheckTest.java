package org.redshield.bridge.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.reader.TestReaders;

class AnswerFileCheckTest {

    private static final AnswerFileCheck.Days MARCH =
            new AnswerFileCheck.Days(Optional.of(LocalDate.of(2026, 3, 1)), Optional.of(LocalDate.of(2026, 3, 31)));

    private final AnswerFileCheck check = new AnswerFileCheck(TestReaders.shared());

    private AnswerFileCheck.Table read(Dataset dataset, byte[] file) {
        return check.read("310105", dataset, MARCH, "数据.csv", () -> new ByteArrayInputStream(file));
    }

    private AnswerFileCheck.Table read(String text) {
        return read(Dataset.TRADE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void utf8WithAndWithoutMarkAndGbkAreRead() {
        String text = "tid,title\r\nT1,\"木桌, 一张\r\n送货\"\r\nT2,椅子";
        assertThat(read(text)).isEqualTo(new AnswerFileCheck.Table("UTF-8", 2));
        assertThat(read("\uFEFF" + text)).isEqualTo(new AnswerFileCheck.Table("UTF-8", 2));
        assertThat(read(Dataset.TRADE, text.getBytes(Charset.forName("GBK"))))
                .isEqualTo(new AnswerFileCheck.Table("GBK", 2));
        assertThatThrownBy(() -> read(Dataset.TRADE, text.getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01 00:00:00",
                "2026-03-31 23:59:59",
                "2026-03-31T23:59",
                "2026-03-05",
                "2026-03-05 10:00:00.123"
            })
    void momentsOfThePeriodAreTaken(String moment) {
        assertThat(read("tid,created\nT1," + moment + "\n").rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-28 23:59:59", "2026-04-01 00:00:00"})
    void momentsBeforeAndAfterAreNot(String moment) {
        assertThatThrownBy(() -> read("tid,created\nT1," + moment + "\n"))
                .hasMessageContaining("第 2 行的列 created（下单时间）是")
                .hasMessageContaining("2026-03-01 至 2026-03-31");
    }

    @ParameterizedTest
    @CsvSource({
        "12.5,true",
        "-3,true",
        "1.230,true",
        "'',true",
        "1.234,false",
        "'1,280.00',false",
        "1e3,false",
        "￥3,false"
    })
    void amountsHaveTwoDecimals(String amount, boolean good) {
        String text = "tid,payment\nT1,\"" + amount + "\"\n";
        if (good) {
            assertThat(read(text).rows()).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> read(text)).hasMessageContaining("第 2 行的列 payment（实付金额）不是金额");
        }
    }

    @Test
    void aLineIsTheFilesAlsoAfterABreakWithinAField() {
        assertThatThrownBy(() -> read("tid,title,payment\nT1,\"一\n二\n三\",1\nT2,x,y\n"))
                .hasMessageContaining("第 5 行");
        assertThatThrownBy(() -> read("tid,title\nT1,x\n\nT2,y\n")).hasMessageContaining("第 3 行有 1 列");
    }

    @Test
    void whatLastsIsNotOfAPeriod() {
        String shop = "platform,sid,opened_at\n淘宝网,S1,2019-01-01 00:00:00\n";
        assertThat(read(Dataset.SHOP_SUBJECT, shop.getBytes(StandardCharsets.UTF_8))
                        .rows())
                .isEqualTo(1);
        assertThatThrownBy(() -> read(Dataset.SHOP_SUBJECT, "platform\n淘宝网\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("缺少列 sid（店铺ID）");
    }
}
