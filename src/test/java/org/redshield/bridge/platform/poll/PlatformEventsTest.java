package org.redshield.bridge.platform.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.poll.PlatformEvents.Result;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.LeasedPolls.Poll;
import org.redshield.bridge.platform.work.Polling.Kind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(PlatformFixture.class)
class PlatformEventsTest {

    private static final String KEY = "310105-2026-000123-R1-TRADE";

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    PlatformFixture.Time time;

    @Autowired
    PlatformEvents events;

    @Autowired
    WorkQueue queue;

    @Autowired
    LeasedPolls leases;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void reset() {
        reset.run();
        transactions.executeWithoutResult(status -> queue.watch(Kind.REQUEST, "taobao", KEY));
    }

    private static byte[] event(String id) {
        return ("{\"eventId\":\"" + id + "\",\"type\":\"request.changed\",\"at\":\"2026-09-16T10:00:00+08:00\","
                        + "\"requestNo\":\"" + KEY + "\",\"anythingNew\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Result take(String platform, Duration age, byte[] body) {
        String timestamp = Long.toString(time.instant().minus(age).getEpochSecond());
        String signature = PlatformEvents.signature(PlatformFixture.WEBHOOK_SECRET, timestamp, body);
        return events.take(platform, timestamp, "v1=" + signature, body);
    }

    /** Asked for the first time, the row is due again only in half an hour. */
    private void askedAndPutBack() {
        Poll poll = leases.takePolls("taobao", Kind.REQUEST).get(0);
        leases.putBack(poll, Duration.ofMinutes(30), LeasedPolls.Asked.ANSWERED);
        assertThat(leases.takePolls("taobao", Kind.REQUEST)).isEmpty();
    }

    @Test
    void anEventWakesThePollerOfItsRequestOnce() {
        askedAndPutBack();

        assertThat(take("taobao", Duration.ZERO, event("e-1"))).isEqualTo(Result.TAKEN);
        assertThat(leases.takePolls("taobao", Kind.REQUEST)).singleElement().satisfies(poll -> {
            assertThat(poll.attempts()).isZero();
            leases.putBack(poll, Duration.ofMinutes(30), LeasedPolls.Asked.ANSWERED);
        });
        assertThat(take("taobao", Duration.ofMinutes(4), event("e-1"))).isEqualTo(Result.REPEATED);
        assertThat(leases.takePolls("taobao", Kind.REQUEST)).isEmpty();
        assertThat(stored()).containsExactly("e-1");
    }

    @Test
    void anEventDuringAQuestionMakesForAnotherQuestion() {
        Poll poll = leases.takePolls("taobao", Kind.REQUEST).get(0);
        take("taobao", Duration.ZERO, event("e-1"));
        leases.putBack(poll, Duration.ofMinutes(30), LeasedPolls.Asked.ANSWERED);

        List<Poll> again = leases.takePolls("taobao", Kind.REQUEST);
        assertThat(again).hasSize(1);
        leases.putBack(again.get(0), Duration.ofMinutes(30), LeasedPolls.Asked.ANSWERED);
        assertThat(leases.takePolls("taobao", Kind.REQUEST)).isEmpty();
    }

    @Test
    void anEventThatComesBeforeAnythingIsAskedDoesNothing() {
        transactions.executeWithoutResult(status -> queue.stop(Kind.REQUEST, KEY));

        assertThat(take("taobao", Duration.ZERO, event("e-1"))).isEqualTo(Result.TAKEN);
        assertThat(leases.takePolls("taobao", Kind.REQUEST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {301, -301, 86_400})
    void oneFromAnotherTimeIsNotTaken(long seconds) {
        assertThat(take("taobao", Duration.ofSeconds(seconds), event("e-1"))).isEqualTo(Result.FORGED);
        assertThat(stored()).isEmpty();
    }

    @Test
    void oneThatIsNotSignedForThisIsNotTaken() {
        byte[] body = event("e-1");
        String now = Long.toString(time.instant().getEpochSecond());
        String later = Long.toString(time.instant().plusSeconds(10).getEpochSecond());
        String signature = "v1=" + PlatformEvents.signature(PlatformFixture.WEBHOOK_SECRET, now, body);

        assertThat(events.take("taobao", later, signature, body)).isEqualTo(Result.FORGED);
        assertThat(events.take("taobao", now, signature, event("e-2"))).isEqualTo(Result.FORGED);
        assertThat(events.take("tmall", now, signature, body)).isEqualTo(Result.FORGED);
        assertThat(events.take("taobao", now, "", body)).isEqualTo(Result.FORGED);
        assertThat(events.take("taobao", "", signature, body)).isEqualTo(Result.FORGED);
        assertThat(events.take("taobao", now, "v1=" + "0".repeat(64), body)).isEqualTo(Result.FORGED);
        assertThat(events.take("taobao", now, "v1=" + "0".repeat(64) + ", " + signature, body))
                .isEqualTo(Result.TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"eventId\":\"\"}"})
    void oneThatSaysNothingIsNotTaken(String body) {
        assertThat(take("taobao", Duration.ZERO, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Result.UNREADABLE);
    }

    @Test
    void anotherPlatformsRequestIsNotWoken() {
        askedAndPutBack();
        transactions.executeWithoutResult(status -> queue.wake("tmall", KEY));
        assertThat(leases.takePolls("taobao", Kind.REQUEST)).isEmpty();
    }

    @Test
    void whatIsOldIsForgotten() {
        take("taobao", Duration.ZERO, event("e-1"));
        time.pass(Duration.ofDays(8));
        take("taobao", Duration.ZERO, event("e-2"));
        assertThat(stored()).containsExactly("e-2");
        assertThat(time.instant()).isAfter(Instant.EPOCH);
    }

    @Test
    void anEventAboutANumberThatARestoreHasLostJoinsWhatIsLost() {
        assertThat(take("taobao", Duration.ZERO, late("e-1", "余市监处置〔2026〕7号-1")))
                .isEqualTo(Result.TAKEN);
        assertThat(lost()).as("never restored").isEmpty();
        jdbc.sql("insert into sending_hold (since, lost, released_at) values (now(), '[]', now())")
                .update();
        try {
            assertThat(take("taobao", Duration.ZERO, late("e-2", "余市监处置〔2026〕7号-1")))
                    .isEqualTo(Result.TAKEN);
            assertThat(take("taobao", Duration.ZERO, late("e-3", "余市监处置〔2026〕7号-1")))
                    .isEqualTo(Result.TAKEN);
            assertThat(take("taobao", Duration.ZERO, event("e-4"))).isEqualTo(Result.TAKEN);
            assertThat(lost()).containsExactly("DISPOSITION 余市监处置〔2026〕7号-1");
        } finally {
            jdbc.sql("delete from sending_hold").update();
            jdbc.sql("delete from sent_number").update();
        }
    }

    private static byte[] late(String id, String docName) {
        return ("{\"eventId\":\"" + id + "\",\"type\":\"disposition.changed\",\"docName\":\"" + docName + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> lost() {
        return jdbc.sql("select kind || ' ' || number from sent_number where lost")
                .query(String.class)
                .list();
    }

    private List<String> stored() {
        return jdbc.sql("select event_id from platform_event")
                .query(String.class)
                .list();
    }
}
