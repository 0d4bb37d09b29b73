package org.redshield.bridge.access.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;

class MaskTest {

    @ParameterizedTest
    @CsvSource({
        "NAME, 张三, 张**",
        "NAME, 欧阳测试, 欧**",
        "NAME, 张, **",
        "NAME, 𠮷田, 𠮷**",
        "PHONE, 13800001234, 138****1234",
        "PHONE, 12345, ****",
        "CERTIFICATE, 310105199001010011, 3101**********0011",
        "CERTIFICATE, 123, ****",
        "ADDRESS, 上海市长宁区测试路一百号, 上海市长宁区****",
        "ADDRESS, 测试路一号, ****",
        "HIDDEN, 请放门口, ****",
        "NONE, 外套, 外套"
    })
    void showsWhatMayBeShown(Mask mask, String value, String shown) {
        assertThat(mask.apply(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "证人张三 13800001234 已联系, 证人张三 138****1234 已联系",
        "身份证31010519900101001X。, 身份证3101**********001X。",
        "订单 4012345678901234567 共 2 笔, 订单 4012345678901234567 共 2 笔",
        "2026-06-30, 2026-06-30"
    })
    void numbersOfPersonsInFreeTextAreMasked(String text, String shown) {
        assertThat(Mask.numbersIn(text)).isEqualTo(shown);
    }

    @Test
    void aMaskThatNobodyKnowsHidesAll() {
        assertThat(Mask.named("phone")).isEqualTo(Mask.PHONE);
        assertThat(Mask.named("TELEPHONE")).isEqualTo(Mask.HIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "SHOP_SUBJECT, legal_person certificate_no business_address send_address seller_tel",
        "TRADE, receiver_town receiver_name receiver_mobile receiver_address alipay_no buyer_message",
        "REVIEW, nick",
        "PAYMENT, alipay_no payer_account payee_account",
        "LOGIN, ip device_id",
        "CHAT, sender receiver content"
    })
    void whatADatasetSaysOfPersonsIsMasked(Dataset dataset, String columns) {
        assertThat(dataset.columns())
                .filteredOn(column -> column.mask() != Mask.NONE)
                .extracting(DatasetColumn::name)
                .contains(columns.split(" "));
    }
}
