package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class DirectoryTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 18);

    private static JdbcClient db;
    private static Organisations organisations;
    private static OfficerDirectory officers;
    private static Agreements agreements;

    @BeforeAll
    static void loadDemo() {
        DataSource database = TestDatabase.with("db/changelog/bureau.sql");
        db = JdbcClient.create(database);
        organisations = DemoDirectory.load(database);
        officers = new OfficerDirectory(db);
        agreements = new Agreements(db);
    }

    @ParameterizedTest
    @CsvSource({
        "310105, 330110, 100000",
        "330110, 330113, 330100",
        "330110, 330782, 330000",
        "310105, 310115, 310000",
        "320324, 321300, 320000",
        "330110, 330110, 330100",
        "330100, 330110, 330000",
        "310000, 330000, 100000",
    })
    void findsTheCommonSuperior(String a, String b, String superior) {
        assertThat(organisations.commonSuperior(a, b).code()).isEqualTo(superior);
        assertThat(organisations.commonSuperior(b, a).code()).isEqualTo(superior);
    }

    @Test
    void nobodyIsAboveTheTopOrAPlatform() {
        refused("bureau.no-common-superior", () -> organisations.commonSuperior("100000", "310105"));
        refused("bureau.no-common-superior", () -> organisations.commonSuperior("taobao", "330110"));
        refused("bureau.unknown", () -> organisations.commonSuperior("310105", "999999"));
    }

    @Test
    void listsTheDemoOrganisations() {
        assertThat(organisations.connectedBureaus())
                .extracting(Organisation::code)
                .containsExactly(
                        "100000", "310000", "310105", "320000", "320300", "320324", "321300", "330000", "330100",
                        "330110", "330113");
        assertThat(organisations.platforms()).extracting(Organisation::code).containsExactly("taobao");
        assertThat(organisations.homeBureauOf("taobao").code()).isEqualTo("330110");
        refused("bureau.platform-unknown", () -> organisations.homeBureauOf("310105"));
        refused("bureau.unknown", () -> organisations.get("310199"));
    }

    @Test
    void everyDemoBureauHasTwoOfficersAndOneWithAnExpiredCertificate() {
        for (Organisation bureau : organisations.connectedBureaus()) {
            List<Officer> all = officers.of(bureau.code());
            assertThat(all).hasSize(3);
            assertThat(all.stream().filter(officer -> officer.validOn(TODAY)))
                    .extracting(officer -> officer.userId().orElseThrow())
                    .containsExactly("officer" + bureau.code(), "officer2" + bureau.code());
        }
    }

    @Test
    void acceptsOnlyTheBureausOwnOfficersWithAValidCertificate() {
        Officer lead = officers.byUser("officer330110").orElseThrow();
        Officer expired = officers.of("330110").stream()
                .filter(officer -> !officer.validOn(TODAY))
                .findFirst()
                .orElseThrow();

        assertThat(officers.requireValid(lead.certificateNo(), "330110", TODAY)).isEqualTo(lead);
        assertThat(officers.requireValid(lead.certificateNo(), "330110", lead.certificateExpiresOn()))
                .as("valid to the end of its last day")
                .isEqualTo(lead);
        refused(
                "bureau.officer-certificate-expired",
                () -> officers.requireValid(
                        lead.certificateNo(),
                        "330110",
                        lead.certificateExpiresOn().plusDays(1)));
        refused(
                "bureau.officer-certificate-expired",
                () -> officers.requireValid(expired.certificateNo(), "330110", TODAY));
        refused("bureau.officer-of-other-bureau", () -> officers.requireValid(lead.certificateNo(), "310105", TODAY));
        refused("bureau.officer-unknown", () -> officers.requireValid("0", "310105", TODAY));
    }

    @Test
    void aRefusalDoesNotTellWhomAForeignCertificateBelongsTo() {
        Officer foreign = officers.byUser("officer330110").orElseThrow();

        assertThatThrownBy(() -> officers.requireValid(foreign.certificateNo(), "310105", TODAY))
                .message()
                .doesNotContain(foreign.name());
    }

    @Test
    void agreementsHoldBothWaysAndOnlyWhileTheyAreValid() {
        assertThat(agreements.reply("310105", "330110", TODAY))
                .isEqualTo(agreements.reply("330110", "310105", TODAY))
                .get()
                .satisfies(agreement -> {
                    assertThat(agreement.amount()).isEqualTo(3);
                    assertThat(agreement.unit()).isEqualTo("WORKING_DAYS");
                });
        assertThat(agreements.reply("310105", "330110", LocalDate.of(2017, 8, 31)))
                .isEmpty();
        assertThat(agreements.reply("310105", "321300", TODAY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SHOP_SUBJECT, 0, SAME_DAY",
        "SHOP_HISTORY, 15, MINUTES",
        "ITEM, 15, MINUTES",
        "TRADE, 3, WORKING_DAYS",
    })
    void knowsWhatThePlatformAgreedTo(String dataset, int amount, String unit) {
        for (String bureau : List.of("310105", "330110")) {
            assertThat(agreements.data(bureau, "taobao", dataset, TODAY)).get().satisfies(agreement -> {
                assertThat(agreement.amount()).isEqualTo(amount);
                assertThat(agreement.unit()).isEqualTo(unit);
            });
        }
        assertThat(agreements.data("321300", "taobao", dataset, TODAY)).isEmpty();
    }

    @Test
    void onlyAgreedBureausMayAskThePlatformDirectly() {
        assertThat(agreements.allowsDirect("310105", "taobao", TODAY)).isTrue();
        assertThat(agreements.allowsDirect("320324", "taobao", TODAY)).isFalse();
        assertThat(agreements.allowsDirect("310105", "taobao", LocalDate.of(2018, 3, 14)))
                .isFalse();
    }

    @Test
    void theNewestAgreementCounts() {
        db.sql("""
                        insert into agreement (party_a, party_b, kind, amount, unit, citation, valid_from)
                        values ('330110', '310105', 'REPLY', 2, 'WORKING_DAYS', '新协议', date '2026-06-01')
                        """).update();

        assertThat(agreements.reply("310105", "330110", TODAY))
                .get()
                .extracting(Agreement::amount)
                .isEqualTo(2);
        assertThat(agreements.reply("310105", "330110", LocalDate.of(2026, 5, 31)))
                .get()
                .extracting(Agreement::amount)
                .isEqualTo(3);
        db.sql("delete from agreement where citation = '新协议'").update();
    }

    private static void refused(String code, Runnable act) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.getMessage()).doesNotContain("{");
        });
    }
}
