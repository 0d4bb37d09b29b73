package org.redshield.bridge.access.separation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 三权分立: an account administrator does his work, gives himself nothing, and gives powers only with a second one. */
class OfficesTest extends Scenario {

    private static final String STRONG = "Neues-Wort7";
    private static final String OWN = "Gletscher-4Lampe";
    private static final String MEMBER = "/engine-rest/group/%s/members/%s";

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private People people;
    private Http first;
    private Http second;

    @BeforeEach
    void hire() {
        people = new People(identity);
        first = as("accountadmin");
        second = as(people.hire("secondadmin", "accountAdmin"));
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
        jdbc.sql("delete from appointment").update();
    }

    @Test
    void anAccountAdministratorMakesAPersonGivesARoleInABureauAndTakesItAgain() {
        Browser admin = Browser.signedIn(address(), "accountadmin", "admin");
        String engine = "/camunda/api/engine/engine/default";
        try {
            is(
                    204,
                    admin.post(
                            engine + "/user/create",
                            Map.of(
                                    "profile", Map.of("id", "newcomer", "firstName", "新人", "lastName", ""),
                                    "credentials", Map.of("password", STRONG))));
            is(204, admin.put(engine + "/group/officer/members/newcomer", Map.of()));
            is(204, admin.put(engine + "/tenant/310105/user-members/newcomer", Map.of()));
            Browser officer = Browser.anonymous(address());
            is(200, officer.login("newcomer", STRONG));
            officer.get("/camunda/api/admin/auth/user/default");
            is(204, officer.put("/api/sign-in-step/credentials", Map.of("before", STRONG, "now", OWN)));
            assertThat(officer.get("/api/me").json().at("/organisations/0").asText())
                    .isEqualTo("310105");
            is(204, first.delete("/engine-rest/group/officer/members/newcomer"));
            is(204, first.delete("/engine-rest/tenant/310105/user-members/newcomer"));
            assertThat(Browser.anonymous(address()).login("newcomer", OWN).status())
                    .as("without a role nobody comes in")
                    .isEqualTo(403);
        } finally {
            identity.deleteUser("newcomer");
        }
    }

    @Test
    void powersAreGivenByTwo() {
        for (String office :
                List.of("securityAdmin", "auditor", "unitHead", "bureauHead", "chiefHead", "accountAdmin")) {
            String person = people.hire("to" + office.toLowerCase(), "officer", "310105");
            identity.deleteMembership(person, "officer");
            String member = MEMBER.formatted(office, person);
            refused(first.put(member, Map.of()), "engine.second-needed");
            refused(first.put(member, Map.of()), "engine.second-needed");
            assertThat(groups(person)).as("asked for twice by one").isEmpty();
            is(204, second.put(member, Map.of()));
            assertThat(groups(person)).containsExactly(office);
            assertThat(jdbc.sql("select distinct asked_by || ' ' || confirmed_by from appointment where user_id = ?")
                            .param(person)
                            .query(String.class)
                            .list())
                    .containsExactly("accountadmin secondadmin");
        }
        assertThatThrownBy(() -> jdbc.sql("update appointment set confirmed_by = asked_by")
                        .update())
                .hasMessageContaining("appointment_by_two");
    }

    @Test
    void whatWasAskedForLongAgoOrByOneWhoIsNoAdministratorAnyMoreCountsForNothing() {
        String person = people.hire("late", "reviewer", "310105");
        identity.deleteMembership(person, "reviewer");
        refused(first.put(MEMBER.formatted("auditor", person), Map.of()), "engine.second-needed");
        clock.setTo(clock.instant().plus(Duration.ofDays(8)));
        refused(second.put(MEMBER.formatted("auditor", person), Map.of()), "engine.second-needed");
        identity.deleteMembership("secondadmin", "accountAdmin");
        refused(first.put(MEMBER.formatted("auditor", person), Map.of()), "engine.second-needed");
        assertThat(groups(person)).isEmpty();
    }

    @Test
    void onlyWhoMayGiveRolesAsksForThem() {
        is(403, as("officer310105").put(MEMBER.formatted("auditor", "officer2310105"), Map.of()));
        is(403, as("securityadmin").put(MEMBER.formatted("auditor", "officer2310105"), Map.of()));
        assertThat(jdbc.sql("select count(*) from appointment")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Whoever gives it: an administrator, the engine's own, or the bridge by a provider's word. */
    @Test
    void nobodyHasTwoOfTheThreeNorOneBesideAnotherRole() {
        String person = people.hire("greedy", "officer", "310105");
        for (String office : List.of("securityAdmin", "auditor", "accountAdmin")) {
            refused(first.put(MEMBER.formatted(office, person), Map.of()), "engine.duties-apart");
            refused(as("admin").put(MEMBER.formatted(office, person), Map.of()), "engine.duties-apart");
            assertThatThrownBy(() -> identity.createMembership(person, office))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("“办案人员”")
                    .hasMessageContaining("不能由同一个人担任");
        }
        refused(first.put(MEMBER.formatted("officer", "auditor"), Map.of()), "engine.duties-apart");
        refused(first.put(MEMBER.formatted("modeler", "securityadmin"), Map.of()), "engine.duties-apart");
        refused(first.put(MEMBER.formatted("auditor", "securityadmin"), Map.of()), "engine.duties-apart");
        assertThat(groups(person)).containsExactly("officer");
    }

    @Test
    void whoHoldsAnOfficeIsTouchedByNobodyElse() {
        Map<String, Object> password = Map.of("password", STRONG, "authenticatedUserPassword", "demo");
        for (String person : List.of("securityadmin", "auditor", "chiefhead310105", "secondadmin")) {
            String user = "/engine-rest/user/" + person;
            refused(first.put(user + "/credentials", password), "engine.security-admins-account");
            refused(
                    first.put(user + "/profile", Map.of("id", person, "firstName", "别人", "lastName", "")),
                    "engine.security-admins-account");
            assertThat(identity.checkPassword(person, "demo")).isTrue();
        }
        refused(first.put(MEMBER.formatted("officer", "accountadmin"), Map.of()), "engine.own-roles");
        refused(
                first.put(MEMBER.formatted("camunda-admin", "officer310105"), Map.of()),
                "engine.administrators-account");
    }

    @Test
    void twoAccountAdministratorsAreLeft() {
        refused(first.delete(MEMBER.formatted("accountAdmin", "secondadmin")), "engine.two-account-admins");
        people.hire("thirdadmin", "accountAdmin");
        is(204, first.delete(MEMBER.formatted("accountAdmin", "secondadmin")));
    }

    /** Every officer of the country would see the bureau's cases. */
    @Test
    void noRoleAsAWholeBecomesAMemberOfAnOrganisation() {
        refused(
                first.put("/engine-rest/tenant/310105/group-members/officer", Map.of()),
                "engine.organisations-are-persons");
        assertThat(identity.createTenantQuery().groupMember("officer").count()).isZero();
    }

    /** Of a new installation: there is nobody yet who could confirm it. */
    @Test
    void theFirstMakesTheSecondAlone() {
        identity.deleteMembership("secondadmin", "accountAdmin");
        String person = people.hire("nextadmin", "reviewer", "310105");
        identity.deleteMembership(person, "reviewer");
        refused(first.put(MEMBER.formatted("auditor", person), Map.of()), "engine.second-needed");
        is(204, first.put(MEMBER.formatted("accountAdmin", person), Map.of()));
        refused(first.put(MEMBER.formatted("accountAdmin", "secondadmin"), Map.of()), "engine.second-needed");
    }

    private List<String> groups(String person) {
        return identity.createGroupQuery().groupMember(person).list().stream()
                .map(group -> group.getId())
                .toList();
    }

    private static void is(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private static void refused(Http.Answer answer, String code) {
        is(400, answer);
        assertThat(answer.json().path("refusal").asText()).as(answer.text()).isEqualTo(code);
    }
}
