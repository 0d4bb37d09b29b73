package org.redshield.bridge.access.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.OneTimeCodes;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** In production, without a provider: heads, operators and administrators show a second factor, and what one person alone does about it. */
@Alone
@TestPropertySource(
        properties = {
            "bridge.demo=false",
            "bridge.connected-bureaus=310105,330110",
            "bridge.administrator.password=Erstes-Wort7",
            "bridge.administrator.second-user=second",
            "bridge.administrator.second-password=Zweites-Wort8"
        })
class SecondFactorTest extends Scenario {

    private static final String CHANGNING = "310105";
    private static final String COUNT = "/camunda/api/engine/engine/default/task/count";

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("identitySeed")
    private ApplicationRunner seed;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
        jdbc.sql("delete from appointment").update();
        jdbc.sql("delete from account_reset").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unitHead", "bureauHead", "chiefHead", "operator", "securityAdmin", "accountAdmin"})
    void aPasswordAloneOpensNothingToThem(String role) {
        String person = people.hire("p" + role.toLowerCase(), role, CHANGNING);
        Http.Answer basic = as(person).get("/api/me");
        assertThat(basic.status()).isEqualTo(401);
        assertThat(basic.json().get("code").asText()).isEqualTo("access.step-no-basic");
        assertThat(basic.json().get("detail").asText()).contains("须验证动态口令");
        assertThat(as(person).get("/engine-rest/task/count").status()).isEqualTo(401);

        Browser browser = passed(person);
        assertThat(browser.get("/api/me").json().get("code").asText()).isEqualTo("access.step-enrolment");
        assertThat(browser.get(COUNT).status()).isEqualTo(401);
        assertThat(browser.get("/camunda/app/tasklist/default/").status()).isEqualTo(302);
        assertThat(browser.post("/api/sign-in-step/factor", Map.of("code", "000000"))
                        .status())
                .as("he has none")
                .isEqualTo(422);
        assertThat(browser.post("/api/sign-in-step/enrolment", Map.of("code", "000000"))
                        .status())
                .isEqualTo(422);
        assertThat(browser.get("/api/me").status()).isEqualTo(401);

        String key = OneTimeCodes.enrolled(browser, clock.instant());
        assertThat(browser.get("/api/me").json().get("roles").toString()).contains(role);
        assertThat(browser.get("/api/sign-in-step").json().has("step")).isFalse();
        assertThat(as(person).get("/api/me").json().get("code").asText()).isEqualTo("access.step-no-basic");

        Browser next = passed(person);
        assertThat(next.get("/api/me").json().get("code").asText()).isEqualTo("access.step-factor");
        assertThat(next.get("/api/sign-in-step").json().has("key"))
                .as("told once")
                .isFalse();
        refused(next, "enrolment", OneTimeCodes.of(key, clock.instant()), "access.step-not-due");
        refused(next, "factor", OneTimeCodes.of(key, clock.instant()), "access.step-wrong-code");
        assertThat(next.get("/api/me").status()).as("taken once").isEqualTo(401);
        clock.setTo(clock.instant().plusSeconds(30));
        shows(next, key);
        assertThat(next.get("/api/me").status()).isEqualTo(200);
        Browser third = passed(person);
        clock.setTo(clock.instant().plusSeconds(300));
        refused(third, "factor", OneTimeCodes.of(key, clock.instant().minusSeconds(90)), "access.step-wrong-code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"officer", "reviewer", "supervisor"})
    void othersNeedNone(String role) {
        String person = people.hire("p" + role, role, CHANGNING);
        assertThat(as(person).get("/api/me").status()).isEqualTo(200);
        Browser browser = Browser.anonymous(address());
        assertThat(browser.login(person, "demo").status()).isEqualTo(200);
        assertThat(browser.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void wrongCodesDelayAndAreOnRecordAndTheKeyIsReadableNowhere() {
        String person = people.hire("guessed", "bureauHead", CHANGNING);
        String key = OneTimeCodes.enrolled(passed(person), clock.instant());
        Browser guessing = passed(person);
        int delayed = 0;
        for (int tries = 0; tries < 12 && delayed == 0; tries++) {
            delayed = guessing.post("/api/sign-in-step/factor", Map.of("code", "00000" + tries % 10))
                                    .status()
                            == 429
                    ? tries
                    : 0;
        }
        assertThat(delayed).isBetween(5, 8);
        clock.setTo(clock.instant().plusSeconds(60));
        assertThat(guessing.post("/api/sign-in-step/factor", Map.of("code", OneTimeCodes.of(key, clock.instant())))
                        .status())
                .as("nor does the right one tell")
                .isEqualTo(429);
        assertThat(jdbc.sql(
                                "select count(*) from access_log where what = 'SIGN_IN_FAILED' and user_id = 'guessed' and operation = '动态口令'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(5);
        byte[] kept = jdbc.sql("select factor from account_secret where user_id = 'guessed'")
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(key, key.substring(0, 8));
    }

    /** The first two come from the settings: whoever is alone cannot make the second, for he would be both. */
    @Test
    void theSecondAdministratorComesFromTheSettingsAndBothChangeTheirPasswords() {
        for (var account :
                Map.of("admin", "Erstes-Wort7", "second", "Zweites-Wort8").entrySet()) {
            Browser first = Browser.anonymous(address());
            if (first.login(account.getKey(), account.getValue(), "admin").status() == 200) {
                assertThat(first.get("/api/me").json().get("code").asText()).isEqualTo("access.step-password");
            }
        }
        identity.deleteMembership("second", "accountAdmin");
        try {
            people.hire("puppet", "officer", CHANGNING);
            identity.deleteMembership("puppet", "officer");
            Browser admin = administrator("admin", "Erstes-Wort7");
            Http.Answer alone =
                    admin.put("/camunda/api/engine/engine/default/group/accountAdmin/members/puppet", Map.of());
            assertThat(alone.status()).isEqualTo(400);
            assertThat(alone.text()).contains("engine.second-by-settings", "bridge.administrator.second-user");
        } finally {
            identity.createMembership("second", "accountAdmin");
        }
    }

    /** Two reset it; then it begins anew, and the session in which the old one was shown is over. */
    @Test
    void aLostSecondFactorIsResetByTwo() {
        String head = people.hire("loser", "bureauHead", CHANGNING);
        String other = people.hire("otherhead", "chiefHead", CHANGNING);
        String asker = people.hire("asker", "accountAdmin");
        Browser before = passed(head);
        OneTimeCodes.enrolled(before, clock.instant());
        Browser administrator = passed(asker);
        OneTimeCodes.enrolled(administrator, clock.instant());
        Browser second = passed(other);
        OneTimeCodes.enrolled(second, clock.instant());

        Http.Answer asked = administrator.post("/api/accounts/resets", Map.of("user", head, "what", "SECOND_FACTOR"));
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        String id =
                second.get("/api/accounts/pending").json().at("/resets/0/id").asText();
        assertThat(administrator
                        .post("/api/accounts/resets/" + id + "/confirm", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(before.get("/api/me").status()).isEqualTo(200);
        assertThat(second.post("/api/accounts/resets/" + id + "/confirm", Map.of())
                        .status())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> before.get("/api/me").text().contains("access.step-enrolment"));
    }

    /** As docs/operations/people.md has it. */
    @Test
    void commandsSignInWithPasswordAndCode() throws Exception {
        String person = people.hire("commander", "operator", CHANGNING);
        String key = OneTimeCodes.enrolled(passed(person), clock.instant());
        clock.setTo(clock.instant().plusSeconds(30));
        Process command = new ProcessBuilder("bash", "ops/bridge-curl", address(), person, "/api/me").start();
        try (var answers = command.outputWriter()) {
            answers.write("demo\n" + OneTimeCodes.of(key, clock.instant()) + "\n");
        }
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .as(new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("\"roles\":[\"operator\"]");
        assertThat(command.waitFor()).isZero();
    }

    @Test
    void productionDoesNotStartWithSomebodyOfTheDemonstration() {
        for (String demo : List.of("officer310105", "officer2310105", "bureauhead330110", "liaisontaobao")) {
            jdbc.sql("insert into act_id_user (id_, rev_, first_) values (?, 1, 'anybody')")
                    .param(demo)
                    .update();
            assertThatThrownBy(() -> seed.run(null))
                    .as(demo)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(demo);
            jdbc.sql("delete from act_id_user where id_ = ?").param(demo).update();
        }
        jdbc.sql("insert into act_id_user (id_, rev_, first_) values ('operator', 1, '运维人员')")
                .update();
        assertThatThrownBy(() -> seed.run(null)).isInstanceOf(CannotStart.class);
        jdbc.sql("update act_id_user set first_ = '王五' where id_ = 'operator'").update();
        try {
            seed.run(null);
        } catch (Exception e) {
            throw new AssertionError("An account of one's own may be called operator", e);
        } finally {
            jdbc.sql("delete from act_id_user where id_ = 'operator'").update();
        }
    }

    /** Signed in by the password, as far as that goes. */
    private Browser passed(String person) {
        Browser browser = Browser.anonymous(address());
        assertThat(List.of("tasklist", "cockpit", "admin"))
                .as("he may use one of them")
                .anyMatch(app -> browser.login(person, "demo", app).status() == 200);
        browser.get("/camunda/api/admin/auth/user/default");
        return browser;
    }

    private Browser administrator(String account, String password) {
        Browser browser = Browser.anonymous(address());
        assertThat(browser.login(account, password, "admin").status()).isEqualTo(200);
        browser.get("/camunda/api/admin/auth/user/default");
        assertThat(browser.put("/api/sign-in-step/credentials", Map.of("before", password, "now", "Gletscher-4Lampe"))
                        .status())
                .isEqualTo(204);
        OneTimeCodes.enrolled(browser, clock.instant());
        return browser;
    }

    private void shows(Browser person, String key) {
        Http.Answer answer =
                person.post("/api/sign-in-step/factor", Map.of("code", OneTimeCodes.of(key, clock.instant())));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private static void refused(Browser person, String step, String code, String why) {
        Http.Answer answer = person.post("/api/sign-in-step/" + step, Map.of("code", code));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo(why);
    }
}
