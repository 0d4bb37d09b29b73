package org.redshield.bridge.platform;

import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.act.Acts;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.platform.answer.AnswerFiles;
import org.redshield.bridge.platform.answer.AnswerLoader;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.LiaisonAnswers;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.liaison.DialogueStore;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.redshield.bridge.platform.poll.PollRound;
import org.redshield.bridge.platform.poll.Poller;
import org.redshield.bridge.platform.request.AnswerClocks;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.Attachments;
import org.redshield.bridge.platform.request.AwaitingProcess;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataGrounds;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.request.Tiers;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.PollingSettings;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Workers;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the requests, the poller and the loader of the platform {@code taobao} behind a gateway that a test connected. */
record PlatformLink(
        JdbcClient jdbc,
        InstantSource time,
        AnswerClocks clocks,
        Attachments attachments,
        Tiers tiers,
        WorkQueue queue,
        Signals signals,
        LeasedPolls leases,
        AnswerTables tables,
        EvidenceStore store,
        Evidences evidences,
        DialogueStore dialogues,
        LiaisonAnswers liaison,
        TransactionTemplate transactions) {

    private static final List<Duration> AT_ONCE = List.of(Duration.ofMillis(50));

    /** @param poller not started yet */
    record Ends(
            DataRequests requests, DataApprovals approvals, Submissions submissions, AnswerRows rows, Workers poller) {}

    Ends to(PlatformGateway gateway, AwaitingProcess process) {
        Gateways gateways = new Gateways(Map.of("taobao", gateway));
        PollingSettings settings = new PollingSettings(
                AT_ONCE,
                AT_ONCE,
                List.of(Duration.ofMillis(50), Duration.ofMillis(50)),
                Duration.ofHours(1),
                AT_ONCE,
                Duration.ofMillis(20),
                Duration.ofSeconds(30));
        DataRequests requests = new DataRequests(jdbc, time, gateways, queue, clocks, attachments, event -> {});
        DataApprovals approvals = new DataApprovals(jdbc, time, requests, tiers, mock(Approvals.class));
        Submissions submissions = new Submissions(
                jdbc,
                time,
                gateways,
                requests,
                // No letter lies behind what these tests ask, and no act is declared.
                new DataGrounds(requests, approvals, mock(Letters.class), new Grounds(new Acts(List.of()), null)),
                attachments,
                queue);
        Dialogues talk = new Dialogues(
                requests, dialogues, process, clocks, queue, gateways, null, new Organisations(jdbc), null, time);
        PollRound round = new PollRound(
                leases,
                gateways,
                requests,
                submissions,
                talk,
                queue,
                new StaticListableBeanFactory().getBeanProvider(DispositionAnswers.class),
                transactions,
                settings);
        AnswerLoader loader = new AnswerLoader(
                requests,
                leases,
                new AnswerFiles(gateways, store, Spaces.ample(), time),
                liaison,
                tables,
                evidences,
                process,
                transactions,
                settings,
                event -> {});
        Poller poller =
                new Poller(gateways, round, loader, leases, PlatformFixture.noGuards(), time, settings, Spaces.ample());
        return new Ends(
                requests,
                approvals,
                submissions,
                new AnswerRows(jdbc, requests),
                new Workers(signals, time, () -> true, List.of(poller)));
    }
}
