package org.redshield.bridge.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose an account is at the provider: the first's who comes, until an account administrator takes it from him. */
class AccountSubjectsTest extends Scenario {

    private static final String ISSUER = "https://sso.example/realms/scjg";
    private static final String ELSEWHERE = "https://other.example";

    @Autowired
    private AccountSubjects subjects;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private IdentityService identity;

    private People people;
    private String account;
    private String other;

    @BeforeEach
    void hire() {
        people = new People(identity);
        account = people.hire("bound310105", "officer", "310105");
        other = people.hire("other310105", "officer", "310105");
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
        jdbc.sql("delete from account_subject").update();
        clock.reset();
    }

    private void comes(String as, String issuer, String subject) {
        subjects.require(as, issuer, subject, clock.instant());
    }

    private String refusal(String as, String issuer, String subject, Instant since) {
        OtherSubject refused =
                catchThrowableOfType(OtherSubject.class, () -> subjects.require(as, issuer, subject, since));
        assertThat(refused.account()).isEqualTo(as);
        return refused.code();
    }

    private String refusal(String as, String issuer, String subject) {
        return refusal(as, issuer, subject, clock.instant());
    }

    @Test
    void theFirstWhoComesUnderItsNameHasItAndHasNoOther() {
        comes(account, ISSUER, "0f2c");
        assertThatCode(() -> comes(account, ISSUER, "0f2c")).doesNotThrowAnyException();
        assertThat(refusal(account, ISSUER, "7a11")).isEqualTo("access.account-of-another");
        assertThat(refusal(account, ELSEWHERE, "0f2c"))
                .as("the same at another issuer")
                .isEqualTo("access.account-of-another");
        assertThat(refusal(other, ISSUER, "0f2c")).as("he is somebody already").isEqualTo("access.subject-of-another");
        assertThatCode(() -> comes(other, ISSUER, "7a11")).doesNotThrowAnyException();
        assertThat(refusal(account, ISSUER, "7a11")).isEqualTo("access.account-of-another");
        assertThat(rows()).containsExactly(account + " 0f2c", other + " 7a11");
    }

    @Test
    void ofTwoWhoComeFirstAtOnceTheSecondWaitsAndIsRefused() throws Exception {
        CountDownLatch bound = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            comes(account, ISSUER, "0f2c");
            bound.countDown();
            await(committed);
        }));
        await(bound);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> refusal(account, ISSUER, "7a11"));
        CompletableFuture<String> third = CompletableFuture.supplyAsync(() -> refusal(other, ISSUER, "0f2c"));
        Awaitility.await("both wait for the first")
                .until(() -> jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%into account_subject%'")
                                .query(Long.class)
                                .single()
                        == 2);
        committed.countDown();
        first.get(20, TimeUnit.SECONDS);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("access.account-of-another");
        assertThat(third.get(20, TimeUnit.SECONDS)).isEqualTo("access.subject-of-another");
        assertThat(rows()).containsExactly(account + " 0f2c");
    }

    @Test
    void ofManyAtOnceOneIsIn() {
        CyclicBarrier start = new CyclicBarrier(8);
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> isIn(start, "subject" + number), command -> new Thread(command).start()))
                .toList();
        assertThat(all.stream().map(CompletableFuture::join).filter(in -> in).count())
                .isEqualTo(1);
        assertThat(rows()).hasSize(1);
    }

    private boolean isIn(CyclicBarrier start, String subject) {
        try {
            start.await(20, TimeUnit.SECONDS);
            comes(account, ISSUER, subject);
            return true;
        } catch (OtherSubject refused) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAccountAdministratorTakesItFromHimWithAReasonAndTheNextGetsIt() {
        comes(account, ISSUER, "0f2c");
        Instant before = clock.instant();
        clock.setTo(before.plus(Duration.ofMinutes(5)));

        Http.Answer released = release("accountadmin", account, "统一身份认证重新建立");

        assertThat(released.status()).as(released.text()).isEqualTo(200);
        assertThat(released.json().at("/0/subject").asText()).isEqualTo("0f2c");
        assertThat(released.json().at("/0/releasedBy").asText()).isEqualTo("accountadmin");
        assertThat(refusal(account, ISSUER, "0f2c", before))
                .as("what he held before")
                .isEqualTo("access.binding-released");
        assertThat(refusal(account, ISSUER, "7a11", before)).isEqualTo("access.binding-released");
        comes(account, ISSUER, "7a11");
        assertThat(refusal(account, ISSUER, "0f2c")).isEqualTo("access.account-of-another");
        comes(other, ISSUER, "0f2c");
        Http.Answer known = as("accountadmin").get("/api/accounts/" + account + "/subjects");
        assertThat(known.json().findValuesAsText("subject")).containsExactly("7a11", "0f2c");
        assertThat(known.json().at("/1/reason").asText()).isEqualTo("统一身份认证重新建立");
        Awaitility.await("it is on record")
                .until(() -> jdbc.sql(
                                        "select count(*) from access_log where what = 'CONFIGURATION' and user_id = 'accountadmin'"
                                                + " and subject_id = ? and operation like '%/subjects/release'")
                                .param(account)
                                .query(Long.class)
                                .single()
                        == 1);
    }

    @Test
    void nobodyElseDoesAndNotOneSOwnNorThatOfAnOfficeWhichTwoGive() {
        comes(account, ISSUER, "0f2c");
        assertThat(release("officer310105", account, "换人").status()).isEqualTo(403);
        assertThat(as("officer310105")
                        .get("/api/accounts/" + account + "/subjects")
                        .status())
                .isEqualTo(403);
        assertThat(as("operator").get("/api/accounts/" + account + "/subjects").status())
                .isEqualTo(403);
        isRefused(account, "", "access.release-reason");
        isRefused(account, "一\n二", "access.release-reason");
        isRefused("accountadmin", "换人", "access.own-subject");
        isRefused("chiefhead310105", "换人", "access.office-subject");
        isRefused("auditor", "换人", "access.office-subject");
        isRefused(other, "换人", "access.no-subject");
        assertThat(rows()).containsExactly(account + " 0f2c");
    }

    private void isRefused(String whose, String reason, String code) {
        Http.Answer answer = release("accountadmin", whose, reason);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    private Http.Answer release(String by, String whose, String reason) {
        return as(by).post("/api/accounts/" + whose + "/subjects/release", Map.of("reason", reason));
    }

    /** As an operator does it by hand: docs/operations/sign-in.md. */
    @Test
    void aReleaseSaysByWhomAndWhyAlsoByHand() {
        comes(account, ISSUER, "0f2c");
        comes(other, ISSUER, "7a11");
        DataIntegrityViolationException silent = catchThrowableOfType(
                DataIntegrityViolationException.class,
                () -> jdbc.sql("update account_subject set released_at = now()").update());
        assertThat(silent).hasMessageContaining("account_subject_released");
        assertThat(jdbc.sql("update account_subject set released_at = now(), released_by = 'li.ops',"
                                + " release_reason = '统一身份认证重新建立' where issuer = ? and released_at is null")
                        .param(ISSUER)
                        .update())
                .isEqualTo(2);
        clock.setTo(Instant.now().plusSeconds(60));
        comes(account, ISSUER, "new");
        assertThat(rows()).containsExactly(account + " new");
    }

    private List<String> rows() {
        return jdbc.sql(
                        "select account || ' ' || subject from account_subject where released_at is null order by account")
                .query(String.class)
                .list();
    }
}
