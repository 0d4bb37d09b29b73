package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DirectoryLoaderTest {

    private DataSource database;
    private JdbcClient db;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.with("db/changelog/bureau.sql");
        db = JdbcClient.create(database);
    }

    @Test
    void touchesNothingWhenNothingChanged() {
        assertThat(load(Map.of())).isTrue();
        List<String> versions = rowVersions();
        assertThat(load(Map.of())).isFalse();
        assertThat(rowVersions()).isEqualTo(versions);
    }

    @Test
    void writesOnlyTheRowsThatChanged() {
        load(Map.of());
        String suining = rowVersion("320324");
        String changning = rowVersion("310105");

        assertThat(load(Map.of("310105", "沪市监长"))).isTrue();

        assertThat(rowVersion("320324")).isEqualTo(suining);
        assertThat(rowVersion("310105")).isNotEqualTo(changning);
        assertThat(new Organisations(db).get("310105").letterPrefix()).isEqualTo("沪市监长");
        assertThat(count("agreement")).isEqualTo(12);
        assertThat(count("officer")).isEqualTo(33);
    }

    @Test
    void isDoneOnceWhenNodesStartTogether() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            Callable<Boolean> start = () -> load(Map.of());
            List<Boolean> worked = nodes.invokeAll(List.of(start, start, start)).stream()
                    .map(DirectoryLoaderTest::result)
                    .toList();
            assertThat(worked).containsOnlyOnce(true);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(count("organisation")).isGreaterThan(3_200);
    }

    @Test
    void disconnectsWhatIsNoLongerConnected() {
        load(Map.of());
        DemoDirectory.loader(database, DemoDirectory.production(Set.of("310105"), null, null))
                .load();

        Organisations organisations = new Organisations(db);
        assertThat(organisations.connectedBureaus())
                .extracting(Organisation::code)
                .containsExactly("310105");
        assertThat(organisations.platforms()).isEmpty();
        assertThat(organisations.find("taobao")).isPresent();
    }

    @Test
    void readsOfficersAndAgreementsOfAnInstallation() {
        ByteArrayResource officers = csv("""
                certificateNo,bureau,user,name,unit,phone,expiresOn
                31000099,310105,zhang,张三,网监科,021-0,2027-01-01
                """);
        ByteArrayResource agreements = csv("""
                partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo
                310105,320324,REPLY,,5,WORKING_DAYS,《协议》,2026-01-01,2026-12-31
                """);
        DemoDirectory.loader(database, DemoDirectory.production(Set.of("310105"), officers, agreements))
                .load();

        assertThat(new OfficerDirectory(db).byUser("zhang"))
                .get()
                .extracting(Officer::name)
                .isEqualTo("张三");
        assertThat(new Agreements(db).reply("320324", "310105", LocalDate.of(2026, 12, 31)))
                .get()
                .extracting(Agreement::amount)
                .isEqualTo(5);
        assertThat(new Agreements(db).reply("320324", "310105", LocalDate.of(2027, 1, 1)))
                .isEmpty();
    }

    @Test
    void officersComeAgainOnlyWithAnotherFileWhichThenSaysTheLastWord() {
        String file = """
                certificateNo,bureau,user,name,unit,phone,expiresOn
                31000099,310105,zhang,张三,网监科,021-0,2027-01-01
                31000098,310105,li,李四,网监科,021-0,2027-01-01
                """;
        start(Set.of("310105"), file);
        OfficerDirectory officers = new OfficerDirectory(db);
        LocalDate today = LocalDate.of(2026, 9, 18);
        officers.store(List.of(officer("31000100", "zhang", null), officer("31000098", "li", today)), today);

        start(Set.of("310105", "330110"), file);
        assertThat(officers.byUser("zhang").orElseThrow().certificateNo()).isEqualTo("31000100");
        assertThat(officers.byUser("li").orElseThrow().leftOn()).contains(today);

        start(Set.of("310105"), file.replace("021-0", "021-1"));
        assertThat(officers.byUser("zhang").orElseThrow().certificateNo()).isEqualTo("31000099");
        assertThat(officers.byCertificate("31000100").orElseThrow().leftOn()).contains(today);
        assertThat(officers.of("310105"))
                .extracting(Officer::phone, Officer::leftOn)
                .containsExactly(tuple("021-1", Optional.empty()), tuple("021-1", Optional.empty()));
    }

    @Test
    void aReleaseThatKnewNoHashOfOfficersLoadedThemAlready() {
        String file = "certificateNo,bureau,user,name,unit,phone,expiresOn\n31000099,310105,,张三,网监科,021-0,2027-01-01\n";
        start(Set.of("310105"), file);
        db.sql("update directory_load set officers_hash = ''").update();
        start(Set.of("310105"), file);
        db.sql("update officer set phone = '021-9'").update();

        start(Set.of("310105", "330110"), file);
        assertThat(new OfficerDirectory(db)
                        .byCertificate("31000099")
                        .orElseThrow()
                        .phone())
                .isEqualTo("021-9");
    }

    private void start(Set<String> connected, String officers) {
        DemoDirectory.loader(database, DemoDirectory.production(connected, csv(officers), null))
                .load();
    }

    private static Officer officer(String certificate, String user, LocalDate left) {
        return new Officer(
                certificate,
                "310105",
                Optional.of(user),
                "某人",
                "网监科",
                "021-0",
                LocalDate.of(2031, 1, 1),
                Optional.ofNullable(left));
    }

    @Test
    void withoutTheDemoNothingIsConnected() {
        DemoDirectory.loader(database, DemoDirectory.production(Set.of(), null, null))
                .load();

        assertThat(new Organisations(db).connectedBureaus()).isEmpty();
        assertThat(count("officer")).isZero();
        assertThat(count("agreement")).isZero();
    }

    @Test
    void refusesSettingsThatNameNoBureau() {
        DirectoryLoader loader = DemoDirectory.loader(database, DemoDirectory.production(Set.of("999999"), null, null));
        assertThatThrownBy(loader::load).hasMessageContaining("there is no bureau 999999");

        BureauSettings homeless = settings(Map.of("bridge.platforms.pdd.name", "拼多多"));
        assertThatThrownBy(DemoDirectory.loader(database, homeless)::load)
                .hasMessageContaining("bridge.platforms.pdd.home-bureau");
    }

    @Test
    void refusesTwoBureausWithOnePrefix() {
        assertThatThrownBy(() -> load(Map.of("310105", "杭余市监")))
                .hasMessageContaining("310105")
                .hasMessageContaining("330110")
                .hasMessageContaining("杭余市监");
    }

    @Test
    void understandsItsSettings() {
        BureauSettings settings = settings(Map.of(
                "bridge.connected-bureaus", "310105,330110",
                "bridge.letters.prefix.310105", "沪市监长",
                "bridge.platforms.taobao.home-bureau", "330110",
                "bridge.platforms.taobao.name", "淘宝网"));
        DemoDirectory.loader(database, settings).load();

        Organisations organisations = new Organisations(db);
        assertThat(organisations.connectedBureaus())
                .extracting(Organisation::code)
                .containsExactly("310105", "330110");
        assertThat(organisations.get("310105").letterPrefix()).isEqualTo("沪市监长");
        assertThat(organisations.homeBureauOf("taobao").code()).isEqualTo("330110");
        assertThat(organisations.get("taobao").name()).isEqualTo("淘宝网");
    }

    private BureauSettings settings(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("bridge", BureauSettings.class);
    }

    private boolean load(Map<String, String> prefixes) {
        return DemoDirectory.loader(database, DemoDirectory.settings(prefixes)).load();
    }

    private List<String> rowVersions() {
        return db.sql("select xmin::text || ctid::text from organisation order by code")
                .query(String.class)
                .list();
    }

    private String rowVersion(String code) {
        return db.sql("select xmin::text || ctid::text from organisation where code = :code")
                .param("code", code)
                .query(String.class)
                .single();
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static ByteArrayResource csv(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
