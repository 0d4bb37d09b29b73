package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.work.Workers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see move when something goes wrong. */
class FiguresTest extends Scenario {

    private static final double TEN_MINUTES = Duration.ofMinutes(10).toSeconds();

    /** Nothing that another test of this node left waiting is as old. */
    private static final Duration OLDEST = Duration.ofDays(400);

    private static final double A_YEAR = Duration.ofDays(365).toSeconds();

    @Autowired
    private FigureReading reading;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private JobExecutor executor;

    @Autowired
    private ManagementService management;

    @Autowired
    private Workers workers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Space space;

    /** As it is read now; 0 where there is no such row. */
    private double read(String meter, String... tags) {
        reading.read();
        return meters.find(meter).tags(tags).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .max()
                .orElse(0);
    }

    @Test
    void jobsThatNobodyTakesAreCountedWithTheirAge() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        Job job = await("a timer that is due much later")
                .atMost(Duration.ofSeconds(30))
                .until(this::laterTimer, Optional::isPresent)
                .orElseThrow();
        Date due = job.getDuedate();
        executor.shutdown();
        try {
            management.setJobDuedate(job.getId(), Date.from(clock.instant().minus(OLDEST)));
            assertThat(read("bridge.jobs.due")).isGreaterThanOrEqualTo(1);
            assertThat(read("bridge.jobs.oldest")).isGreaterThan(A_YEAR);
        } finally {
            management.setJobDuedate(job.getId(), due);
            executor.start();
        }
        assertThat(read("bridge.jobs.oldest")).isLessThan(A_YEAR);
    }

    private Optional<Job> laterTimer() {
        return management.createJobQuery().timers().active().withRetriesLeft().list().stream()
                .filter(timer ->
                        timer.getDuedate().toInstant().isAfter(clock.instant().plus(Duration.ofHours(6))))
                .findFirst();
    }

    @Test
    void lettersThatDoNotArriveAreCountedWithTheirAge() {
        UUID letter = UUID.randomUUID();
        workers.stop();
        try {
            jdbc.sql("""
                            insert into outbox (id, sender, receiver, kind, subject_id, case_no, variables, written_at, next_at)
                            values (:id, '310105', '330110', 'NONE', 'none', 'none', '{}', :at, :at)
                            """)
                    .param("id", letter)
                    .param("at", clock.instant().minus(OLDEST).atOffset(ZoneOffset.UTC))
                    .update();
            assertThat(read("bridge.outbox.waiting")).isGreaterThanOrEqualTo(1);
            assertThat(read("bridge.outbox.oldest")).isGreaterThan(A_YEAR);
        } finally {
            jdbc.sql("delete from outbox where id = ?").param(letter).update();
            workers.start();
        }
        assertThat(read("bridge.outbox.oldest")).isLessThan(A_YEAR);
    }

    @Test
    void aLetterWithoutItsSealIsCountedWithItsAgeAndOneFromBeforeSealsWithoutIt() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        UUID letter = jdbc.sql("select id from letter where case_no = ? and serial is not null")
                .param(caseNo)
                .query(UUID.class)
                .single();
        String waits = "letter_unsealed where letter_id = '%s'".formatted(letter);
        await("its seal").atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("select count(*) from " + waits)
                .query(Long.class)
                .single()
                .equals(0L));
        workers.stop();
        // What another test of this node left waiting is set aside, as it would be the oldest instead.
        List<UUID> others = jdbc.sql("update letter_unsealed set late = true where not late returning letter_id")
                .query(UUID.class)
                .list();
        try {
            jdbc.sql(
                            "insert into letter_unsealed (letter_id, sender, late, next_at) values (?, '310105', false, now())")
                    .param(letter)
                    .update();
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            assertThat(read("bridge.letters.unsealed")).isGreaterThanOrEqualTo(1);
            assertThat(read("bridge.letters.unsealed.oldest")).isGreaterThan(TEN_MINUTES);
            jdbc.sql("update letter_unsealed set late = true where letter_id = ?")
                    .param(letter)
                    .update();
            assertThat(read("bridge.letters.unsealed")).isGreaterThanOrEqualTo(1);
            assertThat(read("bridge.letters.unsealed.oldest")).isZero();
        } finally {
            jdbc.sql("delete from " + waits).update();
            others.forEach(other -> jdbc.sql("update letter_unsealed set late = false where letter_id = ?")
                    .param(other)
                    .update());
            workers.start();
        }
    }

    @Test
    void aCallThatWasGivenUpIsCountedAndWaitsForNoPlatform() {
        String platform = "given-up";
        jdbc.sql("""
                        insert into platform_call (job_id, platform, tenant, case_no, step, since, called, state, state_at)
                        values (:platform, :platform, '310105', 'none', 'none', :since, true, 'GIVEN_UP', :since)
                        """)
                .param("platform", platform)
                .param("since", clock.instant().minus(Duration.ofHours(2)).atOffset(ZoneOffset.UTC))
                .update();
        try {
            assertThat(read("bridge.platform.calls.given.up", "platform", platform))
                    .isEqualTo(1);
            assertThat(read("bridge.platform.calls.oldest", "platform", platform))
                    .isZero();
        } finally {
            jdbc.sql("delete from platform_call where job_id = ?")
                    .param(platform)
                    .update();
        }
    }

    @Test
    void anAnswerThatIsInItsCaseIsNotWaitedForAnyMore() {
        workers.stop();
        try {
            double others = read("bridge.platform.loads.waiting", "platform", "taobao");
            String requestNo = new DataRequestProcess(requests, runtime, identity)
                    .start("310105-2026-928001", Dataset.ITEM, "S1000001", clock.instant());
            jdbc.sql("""
                            insert into platform_load (request_no, platform, outcome, next_at)
                            values (?, 'taobao', 'ANSWERED', now())
                            """).param(requestNo).update();
            assertThat(read("bridge.platform.loads.waiting", "platform", "taobao"))
                    .isEqualTo(others + 1);
            jdbc.sql("update platform_load set loaded = true where request_no = ?")
                    .param(requestNo)
                    .update();
            assertThat(read("bridge.platform.loads.waiting", "platform", "taobao"))
                    .as("only its process has still to be woken")
                    .isEqualTo(others);
            jdbc.sql("delete from platform_load where request_no = ?")
                    .param(requestNo)
                    .update();
        } finally {
            workers.start();
        }
    }

    @Test
    void aDiskThatFillsUpIsBelowItsLeast() {
        assertThat(read("bridge.disk.free", "folder", "evidence"))
                .isGreaterThan(read("bridge.disk.least", "folder", "evidence"));
        space.free = folder -> 1000;
        try {
            assertThat(read("bridge.disk.free", "folder", "evidence"))
                    .isLessThan(read("bridge.disk.least", "folder", "evidence"));
            assertThat(space.health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
        } finally {
            space.free = Space::ofDisk;
        }
    }

    @Test
    void theArrangementOfNextYearIsMissedFromDecemberOn() {
        int year = 1
                + jdbc.sql("select max(year) from calendar_version")
                        .query(Integer.class)
                        .single();
        clock.setTo(Instant.parse(year - 1 + "-11-30T15:59:00Z"));
        assertThat(read("bridge.calendar.missing")).as("on 30 November").isZero();
        clock.setTo(Instant.parse(year - 1 + "-11-30T16:01:00Z"));
        assertThat(read("bridge.calendar.missing")).as("on 1 December").isEqualTo(1);
    }

    @Test
    void everythingIsReadAndTheReadingSaysHowOldItIs() {
        Instant before = clock.instant();
        assertThat(read("bridge.figures.age")).isLessThan(5);
        clock.setTo(before.plus(Duration.ofMinutes(5)));
        assertThat(meters.get("bridge.figures.age").gauge().value())
                .as("a reading that fails, or that nobody does")
                .isGreaterThanOrEqualTo(299);
    }
}
