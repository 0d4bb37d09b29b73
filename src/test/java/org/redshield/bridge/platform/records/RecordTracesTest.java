package org.redshield.bridge.platform.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.platform.PlatformFixture.order;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.answer.AnswerLoader;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.poll.PollRound;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** By what records of different cases may be related: kept with them, and no longer. */
@SpringJUnitConfig({PlatformFixture.class, RecordTraces.class})
class RecordTracesTest {

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    DataRequests requests;

    @Autowired
    DataApprovals approvals;

    @Autowired
    Submissions submissions;

    @Autowired
    FakeGateway platform;

    @Autowired
    PollRound round;

    @Autowired
    LeasedPolls leases;

    @Autowired
    AnswerLoader loader;

    @Autowired
    RecordTraces traces;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void empty() {
        reset.run();
    }

    @Test
    void whereParcelsGoIsKeptOncePerNumberAndNeverTheNumber() {
        String request = answered(
                "1",
                Dataset.TRADE,
                "tid,receiver_mobile\n1,13800001111\n2,13800001111\n3,13800002222\n4,138****3333\n5,\n");

        traces.run();

        assertThat(marks(request))
                .hasSize(2)
                .anyMatch(mark -> mark.endsWith(" 2"))
                .noneMatch(mark -> mark.contains("1380000"));
        assertThat(waiting()).isZero();
    }

    @Test
    void theSameNumberInTwoCasesHasTheSameMark() {
        String one = answered("1", Dataset.TRADE, "tid,receiver_mobile\n1,13800001111\n2,13800002222\n");
        String two = answered("2", Dataset.TRADE, "tid,receiver_mobile\n7,13800002222\n8,13800003333\n");

        traces.run();

        assertThat(marks(one)).hasSize(2).containsAnyElementsOf(marks(two)).isNotEqualTo(marks(two));
    }

    @Test
    void tracesGoWithTheirRecordsAndComeBackWithThem() {
        String request = answered("1", Dataset.LOGISTICS, "tid,out_sid\n1,YT1234567890\n2,YT1234567891\n");
        traces.run();
        List<String> before = marks(request);
        assertThat(before).hasSize(2);

        jdbc.sql("""
                        update answer_records
                           set archived_at = now(), archived_by = 'x', digest = repeat('0', 64), digest_columns = '{}'
                        """).update();
        traces.run();
        assertThat(marks(request)).isEmpty();

        jdbc.sql(
                        "update answer_records set archived_at = null, archived_by = null, digest = null, digest_columns = null")
                .update();
        traces.run();
        assertThat(marks(request)).isEqualTo(before);
    }

    /** @return the request's number */
    private String answered(String serial, Dataset dataset, String csv) {
        String number = requests.create(order("310105-2026-00000" + serial + "-R1", dataset));
        approvals.classify(number);
        approvals.approve(number, "unithead310105", Approver.UNIT_HEAD, Optional.empty());
        submissions.submit(number);
        platform.status(number, "ANSWERED");
        platform.answers(dataset);
        platform.file("file-" + serial + ".csv", csv, csv.lines().count() - 1);
        round.run("taobao");
        var load = leases.takeLoad(Set.of(), Set.of());
        loader.run(load.orElseThrow());
        return number;
    }

    private List<String> marks(String request) {
        return jdbc.sql("""
                        select m.mark || ' ' || m.times from record_mark t, unnest(t.marks, t.times) m (mark, times)
                         where t.request_no = ? order by m.mark
                        """).param(request).query(String.class).list();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from record_untraced")
                .query(Long.class)
                .single();
    }
}
