package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.RequestThread;

/** What has to be known of a person for each thing in which he is named. */
class NamingTest {

    private static Officer officer(String name, String unit, String phone) {
        return new Officer(
                "31010501001", "310105", Optional.of("li.ming"), name, unit, phone, LocalDate.MAX, Optional.empty());
    }

    @BeforeEach
    void inSomebodysRequest() {
        RequestThread.begin();
    }

    @AfterEach
    void outOfIt() {
        RequestThread.end();
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void whoHasAllIsNamedEverywhere(Naming in) {
        assertThat(officer("李明", "网监科", "（021）2205 0000").named(in))
                .isEqualTo(new Officer.Named("李明", "31010501001", "021-22050000"));
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void whatIsAskedOfAnOfficerIsAllThatIsAskedAnywhere(Naming in) {
        assertThat(Naming.CASEWORK.needed()).containsAll(in.needed());
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void aMissingTelephoneIsSaidWhereItIsNeededAndOnlyThere(Naming in) {
        for (String phone : List.of("", " ", "无", "-", "abc")) {
            Officer officer = officer("李明", "网监科", phone);
            if (in.needed().contains(Particular.PHONE)) {
                assertThatThrownBy(() -> officer.named(in))
                        .isInstanceOf(PersonLacks.class)
                        .hasMessageContainingAll("“李明”", "联系电话", in.title(), "没有取号")
                        .hasMessageContaining("已填写的内容都保留着")
                        .hasMessageContaining("账号管理员");
            } else {
                assertThat(officer.named(in).name()).isEqualTo("李明");
            }
        }
    }

    @Test
    void whatIsNoTelephoneIsSaidToBeNone() {
        assertThat(Naming.REPLY.lackingInWords(officer("李明", "网监科", "无"))).isEqualTo("联系电话（登记的不是一个电话号码）");
        assertThat(Naming.CASEWORK.lackingInWords(officer("李明", " ", ""))).isEqualTo("科室、联系电话");
        assertThat(Naming.CASEWORK.inWords()).isEqualTo("执法证号、科室、联系电话");
    }

    @Test
    void whoHasNoNameIsCalledByHisCertificate() {
        assertThatThrownBy(() -> officer("", "网监科", "13800138000").named(Naming.MEASURE))
                .hasMessageContaining("“31010501001”在人员名录中缺少姓名");
    }

    @Test
    void aStepOfItsOwnIsToldWithoutTheName() {
        RequestThread.end();
        assertThatThrownBy(() -> officer("李明", "网监科", "").named(Naming.CASEWORK))
                .hasMessageContainingAll("联系电话", Naming.CASEWORK.title(), "没有取号", "账号管理员")
                .message()
                .doesNotContain("李明", "31010501001");
    }

    @Test
    void aNumberTypedForOneThingStandsInItInstead() {
        assertThat(officer("李明", "网监科", "")
                        .named(Naming.REQUEST)
                        .reachedBy("021-22050001")
                        .phone())
                .isEqualTo("021-22050001");
    }
}
