package org.redshield.bridge.bureau.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redshield.bridge.access.separation.Account;
import org.redshield.bridge.access.separation.AccountBook;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bureau's account administrator brings its people in by a file, and has those leave who leave. */
class DirectoryImportTest extends Scenario {

    private static final String HEADINGS = "账号,姓名,单位代码,角色,邮箱,执法证号,科室,电话,执法证有效期至,离任\n";
    private static final String ZHANG = "zhang.wei";
    private static final String WEI = "wei@bureau.example";
    private static final String FILE = HEADINGS
            + ZHANG + ",张伟,310105,办案人员,zhang.wei@bureau.example,31010590001,网监科,021-22059001,2031-06-30,\n"
            + WEI + ",魏红,310105,unitHead,,,,,,\n";

    @Autowired
    private IdentityService identity;

    @Autowired
    private AccountBook accounts;

    @Autowired
    private TaskService engineTasks;

    @Autowired
    private OfficerDirectory officers;

    @Autowired
    private JdbcClient jdbc;

    private People people;

    @BeforeEach
    void second() {
        people = new People(identity);
        people.hire("seconddirectory", "accountAdmin");
    }

    @AfterEach
    void nobodyIsLeft() {
        people.dismissAll();
        Stream.of(ZHANG, WEI, "li.chief", "li.provider", "r", "b7").forEach(identity::deleteUser);
        jdbc.sql("delete from appointment").update();
        jdbc.sql("delete from officer where certificate_no like '310105900%'").update();
    }

    @Test
    void aFileIsShownBroughtInAndTheSecondTimeChangesNothing() {
        JsonNode shown = is(200, send("accountadmin", FILE, true));
        assertThat(shown.at("/details/0/state").asText()).isEqualTo("NEW");
        assertThat(shown.at("/details/0/changes").findValuesAsText("field"))
                .contains("user", "name", "roles", "organisation", "mail", "certificateNo", "phone");
        assertThat(identity.createUserQuery().userId(ZHANG).count()).isZero();
        assertThat(officers.byUser(ZHANG)).isEmpty();

        int before = recorded(ZHANG).size();
        JsonNode brought = is(200, send("accountadmin", FILE, false));
        assertThat(brought.get("changed").asLong()).isEqualTo(2);
        assertThat(Browser.anonymous(address())
                        .login(ZHANG, brought.at("/details/0/password").asText())
                        .status())
                .as("the first password, told this once")
                .isEqualTo(200);
        assertThat(officers.byUser(ZHANG).orElseThrow().unit()).isEqualTo("网监科");
        assertThat(recorded(ZHANG))
                .hasSize(before + 1)
                .last()
                .isEqualTo(
                        "NEW user；name；mail；organisation： → 上海市长宁区市场监督管理局；roles： → 办案人员；certificateNo；unit；phone；expiresOn");

        is(200, send("seconddirectory", FILE, false));
        JsonNode again = is(200, send("accountadmin", FILE, false));
        assertThat(again.get("changed").asLong()).isZero();
        assertThat(again.get("details")).isEmpty();
        assertThat(recorded(ZHANG)).hasSize(before + 1);

        String moved = "user,roles,phone\n" + ZHANG + ",officer reviewer,021-22059009\n";
        JsonNode changed = is(200, sendBytes("accountadmin", moved.getBytes(Charset.forName("GB18030")), false));
        assertThat(changed.at("/details/0/changes").findValuesAsText("field")).containsExactly("roles", "phone");
        assertThat(roles(ZHANG)).containsExactly("officer", "reviewer");
        assertThat(officers.byUser(ZHANG).orElseThrow().name())
                .as("not in the file")
                .isEqualTo("张伟");
    }

    /** {@code ops/people.csv}, with the rows of which whoever installs begins. */
    @Test
    void theFileThatAnInstallationBeginsWithIsTakenAsItIs() throws Exception {
        JsonNode shown = is(200, send("accountadmin", Files.readString(Path.of("ops/people.csv")), true));
        assertThat(shown.get("details"))
                .hasSize(11)
                .allMatch(line -> line.get("state").asText().equals("NEW"));
    }

    @Test
    void whoIsCalledLikeHisMailWorksLikeEverybodyAndLeavesNothingBehindButWhatHeSigned() {
        is(200, send("accountadmin", FILE, false));
        is(200, send("seconddirectory", FILE, false));
        Stream.of(ZHANG, WEI).forEach(this::passwordOfTheDemonstration);

        String caseNo = raised(ZHANG, Requests.question());
        does(WEI, "approveRequest", caseNo, Map.of("decision", "approve"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        assertThat(is(200, as(ZHANG).get("/api/cases/" + caseNo)).toString()).contains("张伟", "魏红");

        String next = raised(ZHANG, Requests.question());
        String task = waitingTask(WEI, "approveRequest", next).get("id").asText();
        Browser browser = Browser.signedIn(address(), WEI);
        String engine = "/camunda/api/engine/engine/default";
        assertThat(browser.post(engine + "/task/" + task + "/claim", Map.of("userId", WEI))
                        .status())
                .isEqualTo(204);
        is(200, browser.get(engine + "/user/wei%40bureau.example/profile"));
        assertThat(is(200, browser.get(engine + "/task?assignee=wei%40bureau.example"))
                        .findValuesAsText("id"))
                .contains(task);
        is(200, browser.get("/api/me"));
        is(200, browser.get("/api/desk"));
        is(200, browser.get("/api/notices"));
        Map<String, Object> draft = Map.of(
                "person",
                WEI,
                "revision",
                0,
                "window",
                "01a20ef1-b8cc-7000-b0c1-c9ab68430721",
                "step",
                1,
                "content",
                Map.of("fields", Map.of("reason", Map.of("value", "同意"))));
        is(200, browser.put("/api/drafts/tasks/" + task, draft));
        is(200, as(WEI).get("/api/drafts/tasks/" + task + "?person=wei%40bureau.example"));
        JsonNode feed = is(200, browser.post("/api/calendar", Map.of()));
        String calendar = feed.get("path").asText();
        assertThat(new Http(address(), null).get(calendar).text()).contains(task);

        String leaving = "账号,离任\n" + WEI + ",是\n" + ZHANG + ",是\n";
        is(200, send("accountadmin", leaving, false));
        assertThat(engineTasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .as("his open task is his group's again")
                .isNull();
        await("his session ends")
                .atMost(Duration.ofSeconds(10))
                .until(() -> browser.get("/api/me").status() == 401);
        assertThat(as(WEI).get("/api/me").status()).as("his password").isEqualTo(401);
        assertThat(new Http(address(), null).get(calendar).status()).isEqualTo(404);
        assertThat(is(200, as("officer310105").get("/api/cases/" + caseNo)).toString())
                .as("what they signed")
                .contains("张伟", "魏红");
        assertThat(officers.of("310105")).extracting("certificateNo").doesNotContain("31010590001");
        assertThat(identity.createUserQuery().userId(WEI).count())
                .as("his name stays")
                .isEqualTo(1);
        passwordOfTheDemonstration(WEI);
        assertThat(as(WEI).get("/api/me").status()).isNotEqualTo(401);
        assertThat(is(200, send("accountadmin", leaving, false)).get("changed").asLong())
                .as("whatever he may sign in with goes, also where he has nothing else")
                .isEqualTo(2);
        assertThat(as(WEI).get("/api/me").status()).isEqualTo(401);
        refused("left", "离任", send("accountadmin", FILE, false));
        does("unithead310105", "approveRequest", next, Map.of("decision", "reject", "reason", "另行处理"));
    }

    @Test
    void whoeverLeavesByHisCertificateLosesHisAccountToo() {
        is(200, send("accountadmin", FILE, false));
        is(200, send("seconddirectory", FILE, false));
        Stream.of(ZHANG, WEI).forEach(this::passwordOfTheDemonstration);
        refused(
                "certificateNo",
                "不是账号“" + WEI + "”的执法证号",
                send("accountadmin", "账号,执法证号,离任\n" + WEI + ",31010590001,是\n", false));

        JsonNode left = is(200, send("accountadmin", "执法证号,离任\n31010590001,是\n", false));
        assertThat(left.at("/details/0/state").asText()).isEqualTo("LEFT");
        assertThat(left.at("/details/0/person").asText()).isEqualTo(ZHANG);
        assertThat(roles(ZHANG)).isEmpty();
        assertThat(as(ZHANG).get("/api/me").status()).isEqualTo(401);
        assertThat(officers.byUser(ZHANG).orElseThrow().leftOn()).isPresent();
        assertThat(roles(WEI)).containsExactly("unitHead");
    }

    @Test
    @Timeout(60)
    void anAccountOfOneLetterHasAPasswordToo() {
        JsonNode brought =
                is(200, send("accountadmin", "账号,姓名,单位代码,角色\nr,R,310105,officer\nb7,Rb,310105,officer\n", false));
        assertThat(Browser.anonymous(address())
                        .login("r", brought.at("/details/0/password").asText())
                        .status())
                .isEqualTo(200);
        assertThat(brought.at("/details/1/password").asText().toLowerCase(Locale.ROOT))
                .hasSize(20)
                .doesNotContain("b7", "rb");
    }

    @Test
    void whereAProviderSignsPeopleInAnAccountHasNoPassword() {
        Account account = new Account(
                "li.provider", "李统一", "", new TreeSet<>(Set.of("officer")), new TreeSet<>(Set.of("310105")));
        assertThat(accounts.bring(Optional.empty(), account, false)).isEmpty();
        assertThat(jdbc.sql("select pwd_ from act_id_user where id_ = 'li.provider'")
                        .query((row, n) -> Optional.ofNullable(row.getString(1)))
                        .single())
                .isEmpty();
        assertThat(as("li.provider").get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void moreThanThreeHundredNewAccountsAreForAnotherFile() {
        String many = IntStream.rangeClosed(1, 305)
                .mapToObj(n -> "person" + n + ",某人,310105\n")
                .collect(Collectors.joining("", "账号,姓名,单位代码\n", ""));
        JsonNode shown = is(200, send("accountadmin", many, true));
        assertThat(shown.get("refused").asLong()).isEqualTo(1);
        assertThat(shown.at("/details/300/faults/0/line").asInt()).isEqualTo(302);
        refused("user", "300 人", send("accountadmin", many, false));
    }

    @Test
    void whatIsWrongIsSaidByLineAndFieldAndNothingIsBroughtIn() {
        Http.Answer answer = send(
                "accountadmin",
                HEADINGS
                        + ZHANG + ",张伟,310105,办案人员,,31010590001,网监科,021-22059001,2031-06-30,\n"
                        + "zhang wei,张伟,310105,,,,,,,\n"
                        + "li.si,李四,999999,officer,,,,,,\n"
                        + "wang.wu,王五,310105,院长,wang,,,,,\n"
                        + ",赵六,310105,,,31010590002,网监科,021-22059002,2031年,\n"
                        + ",孙七,310105,,,31010590001,网监科,021-22059003,2031-06-30,\n"
                        + "qian.ba,钱八,310105,liaison,,,,,,\n"
                        + "zhou.jiu,周九,310105,auditor,,,,,,\n"
                        + "accountadmin,我,310105,officer,,,,,,\n"
                        + "wu.shi,,310105,officer,,,,,,也许\n"
                        + "li.ops,李运维,310105,运维人员,,,,,,\n",
                false);
        JsonNode problem = is(422, answer);
        assertThat(problem.get("code").asText()).isEqualTo("bureau.directory-refused");
        assertThat(Stream.iterate(0, i -> i + 1)
                        .limit(problem.get("faults").size())
                        .map(problem.get("faults")::get)
                        .map(fault -> fault.get("line").asInt() + " "
                                + fault.get("field").asText()))
                .containsExactly(
                        "3 user",
                        "4 organisation",
                        "5 roles",
                        "5 mail",
                        "6 expiresOn",
                        "7 certificateNo",
                        "8 roles",
                        "9 roles",
                        "10 user",
                        "10 user",
                        "11 left",
                        "12 organisation");
        assertThat(problem.at("/faults/0/reason").asText()).startsWith("“zhang wei”不能用作账号");
        JsonNode noDay = is(200, send("accountadmin", HEADINGS + ",赵六,310105,,,31010590002,网监科,021-1,2031年,\n", true))
                .at("/details/0");
        assertThat(noDay.get("state").asText()).isEqualTo("REFUSED");
        assertThat(noDay.get("changes")).isEmpty();
        assertThat(identity.createUserQuery().userId(ZHANG).count()).isZero();
        assertThat(officers.byUser(ZHANG)).isEmpty();

        assertThat(is(422, send("accountadmin", "帐户\nx\n", true)).get("code").asText())
                .isEqualTo("bureau.directory-headings");
        assertThat(is(422, send("accountadmin", HEADINGS, true)).get("code").asText())
                .isEqualTo("bureau.directory-empty");
        Stream.of("officer310105", "securityadmin", "auditor", "operator", "admin")
                .forEach(other -> is(403, send(other, FILE, true)));
    }

    @Test
    void anOfficerHasWhatLettersAskForOrNothingIsBroughtIn() {
        String officer = ZHANG + ",张伟,310105,办案人员,,31010590001,";
        for (String none : List.of("无", "-", "abc", "021-1")) {
            refused(
                    "phone",
                    "“" + none + "”不是一个电话号码",
                    send("accountadmin", HEADINGS + officer + "网监科," + none + ",2031-06-30,\n", false));
        }
        JsonNode faults = is(422, send("accountadmin", HEADINGS + "\n" + officer + ",,2031-06-30,\n", false))
                .get("faults");
        assertThat(faults.findValuesAsText("field")).containsExactly("unit", "phone");
        assertThat(faults.findValuesAsText("line")).containsOnly("3");
        assertThat(faults.findValuesAsText("reason"))
                .containsExactly("没有填写“科室”：有执法证的人员办理案件，函件和平台上要写明，请补上。", "没有填写“联系电话”：有执法证的人员办理案件，函件和平台上要写明，请补上。");
        refused(
                "phone",
                "没有填写“联系电话”",
                send(
                        "accountadmin",
                        "账号,姓名,单位代码,执法证号,科室,执法证有效期至\n" + ZHANG + ",张伟,310105,31010590001,网监科,2031-06-30\n",
                        false));
        assertThat(officers.byUser(ZHANG)).isEmpty();
        assertThat(identity.createUserQuery().userId(ZHANG).count()).isZero();

        is(200, send("accountadmin", HEADINGS + officer + "网监科,（021）2205 9001 转 8,2031-06-30,\n", false));
        assertThat(officers.byUser(ZHANG).orElseThrow().phone()).isEqualTo("021-22059001转8");
        refused("phone", "“联系电话”不能清空", send("accountadmin", "账号,电话\n" + ZHANG + ",\n", false));
        is(
                200,
                send(
                        "accountadmin",
                        "账号,姓名,单位代码,执法证号,执法证有效期至\n" + ZHANG + ",张伟,310105,31010590009,2032-06-30\n",
                        false));
        assertThat(officers.byUser(ZHANG).orElseThrow())
                .as("a new certificate of the same person")
                .extracting("certificateNo", "unit", "phone")
                .containsExactly("31010590009", "网监科", "021-22059001转8");
        is(200, send("accountadmin", "账号,电话,离任\n" + ZHANG + ",无,是\n", false));
    }

    @Test
    void whoIsThereAlreadyIsNotLockedOutButItIsSaidWhatHeLacks() {
        is(200, send("accountadmin", FILE, false));
        passwordOfTheDemonstration(ZHANG);
        jdbc.sql("update officer set phone = '无' where user_id = ?")
                .param(ZHANG)
                .update();
        JsonNode same = is(200, send("accountadmin", "账号,姓名\n" + ZHANG + ",张伟\n", false));
        assertThat(same.get("changed").asLong()).isZero();
        assertThat(same.get("lacking").asLong()).isEqualTo(1);
        assertThat(same.at("/details/0/state").asText()).isEqualTo("UNCHANGED");
        assertThat(same.at("/details/0/lacks")).hasSize(1);
        assertThat(same.at("/details/0/lacks/0/line").asInt()).isEqualTo(2);
        assertThat(same.at("/details/0/lacks/0/field").asText()).isEqualTo("phone");
        assertThat(same.at("/details/0/lacks/0/reason").asText()).startsWith("还没有“联系电话”");
        is(200, send("accountadmin", "账号,角色\n" + ZHANG + ",officer reviewer\n", false));

        assertThat(is(200, as(ZHANG).get("/api/directory/mine")).get("sentence").asText())
                .startsWith("您在人员名录中缺少联系电话（登记的不是一个电话号码）。")
                .contains("账号管理员");
        for (String reader : List.of("accountadmin", "operator")) {
            assertThat(lacking(reader, ZHANG).get("lacks").asText()).isEqualTo("联系电话（登记的不是一个电话号码）");
        }
        Stream.of(ZHANG, "unithead310105", "securityadmin", "auditor")
                .forEach(other -> is(403, as(other).get("/api/directory/lacking")));

        is(200, send("accountadmin", "账号,电话\n" + ZHANG + ",13800138000\n", false));
        assertThat(is(200, as(ZHANG).get("/api/directory/mine")).hasNonNull("sentence"))
                .isFalse();
        assertThat(lacking("accountadmin", ZHANG).isMissingNode()).isTrue();
    }

    @Test
    void anOfficerWithoutACertificateIsTold() {
        JsonNode brought = is(200, send("accountadmin", "账号,姓名,单位代码,角色\nr,R,310105,officer\n", false));
        assertThat(brought.at("/details/0/lacks/0/field").asText()).isEqualTo("certificateNo");
        assertThat(lacking("operator", "r").get("lacks").asText()).isEqualTo("执法证号、科室、联系电话");
        assertThat(is(200, as("unithead310105").get("/api/directory/mine"))
                        .get("lacks")
                        .asText())
                .as("nothing is asked of a head")
                .isEmpty();
    }

    private JsonNode lacking(String reader, String user) {
        for (JsonNode one : is(200, as(reader).get("/api/directory/lacking")).get("people")) {
            if (one.path("user").asText().equals(user)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void aChiefHeadIsGivenByTwoWhoBringTheSameFile() {
        String file = "账号,姓名,单位代码,角色\nli.chief,李局,310105,chiefHead\n";
        assertThat(is(200, send("accountadmin", file, true))
                        .at("/details/0/note")
                        .asText())
                .contains("主要负责人", "两位账号管理员");
        is(200, send("accountadmin", file, false));
        assertThat(roles("li.chief")).isEmpty();
        assertThat(recorded("li.chief"))
                .as("asked for, not given")
                .last()
                .asString()
                .contains("roles： → 提议：主要负责人");
        JsonNode again = is(200, send("accountadmin", file, false));
        assertThat(again.get("changed").asLong()).as("one's word counts once").isZero();
        assertThat(again.at("/details/0/note").asText()).contains("另一位");
        assertThat(jdbc.sql("select count(*) from appointment")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        is(200, send("seconddirectory", file, false));
        assertThat(roles("li.chief")).containsExactly("chiefHead");
        assertThat(recorded("li.chief")).last().isEqualTo("CHANGED roles： → 主要负责人");
        assertThat(is(200, send("accountadmin", file, false)).get("details")).isEmpty();
        refused("name", "姓名", send("accountadmin", "账号,姓名\nli.chief,别人\n", false));
    }

    @Test
    void aRoleThatCannotBeGivenTakesNoPasswordWithIt() {
        jdbc.sql("alter table appointment add constraint fails_here check (user_id <> 'li.chief')")
                .update();
        try {
            JsonNode brought = is(200, send("accountadmin", "账号,姓名,单位代码,角色\nli.chief,李局,310105,chiefHead\n", false));
            assertThat(brought.at("/details/0/password").asText()).isNotEmpty();
            assertThat(brought.at("/details/0/note").asText()).contains("主要负责人", "没有授予成功");
        } finally {
            jdbc.sql("alter table appointment drop constraint fails_here").update();
        }
    }

    private void passwordOfTheDemonstration(String user) {
        User account = identity.createUserQuery().userId(user).singleResult();
        account.setPassword("demo");
        identity.saveUser(account);
    }

    private List<String> roles(String user) {
        return List.copyOf(new TreeSet<>(identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList()));
    }

    private List<String> recorded(String person) {
        return jdbc.sql(
                        "select detail from access_log where what = 'CONFIGURATION' and subject_id = ? and detail is not null order by id")
                .param(person)
                .query(String.class)
                .list();
    }

    private Http.Answer send(String user, String file, boolean preview) {
        return sendBytes(user, file.getBytes(StandardCharsets.UTF_8), preview);
    }

    private Http.Answer sendBytes(String user, byte[] file, boolean preview) {
        return as(user).send("PUT", "/api/directory" + (preview ? "?preview=true" : ""), "text/csv", file);
    }

    private static JsonNode is(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static void refused(String field, String words, Http.Answer answer) {
        JsonNode fault = is(422, answer).at("/faults/0");
        assertThat(fault.get("field").asText()).isEqualTo(field);
        assertThat(fault.get("reason").asText()).contains(words);
    }
}
