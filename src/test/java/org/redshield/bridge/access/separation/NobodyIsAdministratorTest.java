package org.redshield.bridge.access.separation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.deadline.ArrangementText;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.CapturedLog;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An installation that is no demonstration: the engine's administrators are nobody, whatever was there before. */
@Alone
@Tag("thorough")
@TestPropertySource(
        properties = {
            "bridge.demo=false",
            "bridge.administrator.password=Erstes-Wort7",
            // It uses HTTP Basic, which is off for whoever needs a second factor (SecondFactorTest).
            "bridge.sign-in.second-factor-roles=unitHead"
        })
class NobodyIsAdministratorTest extends Scenario {

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("identitySeed")
    private ApplicationRunner seed;

    @BeforeEach
    void signsInAsPeopleOfTestsDo() {
        password("admin", "demo");
    }

    private void password(String account, String word) {
        User user = identity.createUserQuery().userId(account).singleResult();
        user.setPassword(word);
        identity.saveUser(user);
    }

    @Test
    void theAccountOfTheSettingsMakesAccountsAndTheEnginesAdministratorIsNobody() throws Exception {
        assertThat(groups("admin")).containsExactly("accountAdmin");
        assertThat(members(Groups.CAMUNDA_ADMIN)).containsExactly("technical");
        Http first = as("admin");
        assertThat(first.get("/api/me").json().path("roles")).hasToString("[\"accountAdmin\"]");
        assertThat(first.get("/engine-rest/process-instance").text()).isEqualTo("[]");

        asAnEarlierReleaseLeftIt();
        try (CapturedLog log = new CapturedLog()) {
            seed.run(null);
            assertThat(log.events().stream().map(event -> event.getFormattedMessage()))
                    .anyMatch(line -> line.contains("the account of bridge.administrator.user is one now"))
                    .anyMatch(line -> line.contains("Accounts [old] are in camunda-admin"))
                    .anyMatch(line -> line.contains("Account both has one of the offices"));
        }
        assertThat(groups("admin")).containsExactly("accountAdmin");
        assertThat(authorizations
                        .createAuthorizationQuery()
                        .groupIdIn("auditor")
                        .resourceType(Resources.PROCESS_DEFINITION)
                        .singleResult()
                        .isPermissionGranted(Permissions.READ_HISTORY))
                .as("what an earlier release gave auditors")
                .isFalse();

        assertThat(as("old").get("/engine-rest/user").status()).isEqualTo(401);
        Http.Answer login = Browser.anonymous(address()).login("old", "demo");
        assertThat(login.text()).contains(new Refusal("engine.technical-account").getMessage());
        assertThat(first.put("/engine-rest/group/camunda-admin/members/admin", Map.of())
                        .status())
                .isEqualTo(400);
    }

    /** From the first account on, without SQL and without Admin: people by a file, days off by whom the file made an operator. */
    @Test
    void theFirstAccountBringsThePeopleInAndTheOperatorAmongThemLoadsDaysOff() {
        Http.Answer brought = as("admin")
                .send(
                        "PUT",
                        "/api/directory",
                        "text/csv",
                        "账号,姓名,单位代码,角色\nzhang.ops,张运维,*,运维人员\n".getBytes(StandardCharsets.UTF_8));
        assertThat(brought.status()).as(brought.text()).isEqualTo(200);
        assertThat(groups("zhang.ops")).containsExactly("operator");
        password("zhang.ops", "demo");

        int next = TestClock.today().getYear() + 1;
        byte[] arrangement = ArrangementText.csv(next + "-1", TestClock.today()).getBytes(StandardCharsets.UTF_8);
        Http.Answer loaded = as("zhang.ops").send("PUT", "/api/calendars/" + next, "text/csv", arrangement);
        assertThat(loaded.status()).as(loaded.text()).isEqualTo(201);
        assertThat(as("admin")
                        .send("PUT", "/api/calendars/" + next, "text/csv", arrangement)
                        .status())
                .as("people are one office, days off another")
                .isEqualTo(403);
        identity.deleteUser("zhang.ops");
    }

    private void asAnEarlierReleaseLeftIt() {
        person("old", Groups.CAMUNDA_ADMIN);
        person("both", "auditor");
        // Past the rule, as somebody at the database would.
        identity.deleteMembership("both", "auditor");
        identity.createMembership("both", "officer");
        jdbc.sql("insert into act_id_membership (user_id_, group_id_) values ('both', 'auditor')")
                .update();
        identity.deleteMembership("admin", "accountAdmin");
        identity.createMembership("admin", Groups.CAMUNDA_ADMIN);
        Authorization grant = authorizations
                .createAuthorizationQuery()
                .groupIdIn("auditor")
                .resourceType(Resources.PROCESS_DEFINITION)
                .singleResult();
        grant.setPermissions(new Permission[] {Permissions.READ, Permissions.READ_HISTORY});
        authorizations.saveAuthorization(grant);
    }

    private void person(String id, String group) {
        User user = identity.newUser(id);
        user.setFirstName(id);
        user.setLastName("");
        user.setPassword("demo");
        identity.saveUser(user);
        identity.createMembership(id, group);
    }

    private List<String> groups(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
    }

    private List<String> members(String group) {
        return identity.createUserQuery().memberOfGroup(group).list().stream()
                .map(User::getId)
                .toList();
    }
}
