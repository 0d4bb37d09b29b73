package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** A disk that is nearly full: what would fill it is refused or waits, and goes on by itself. */
class SpaceTest extends Scenario {

    @TempDir
    private Path folder;

    @Autowired
    private Space space;

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    @AfterEach
    void thereIsRoom() {
        space.free = Space::ofDisk;
    }

    @Test
    void aFileIsRefusedInAPlainSentenceAndTakenWhenThereIsRoom() {
        String caseNo = raised("officer310105", Requests.question());
        String files = "/api/cases/" + caseNo + "/evidence";
        Http officer = as("officer310105");
        space.free = one -> 3_000_000;
        Http.Answer refused = officer.upload(files, Map.of(), "现场笔录.txt", "现场检查情况");
        assertThat(refused.status()).as(refused.text()).isEqualTo(507);
        assertThat(refused.json().path("code").asText()).isEqualTo("operations.no-room");
        assertThat(refused.json().path("detail").asText()).contains("磁盘快满了（剩余 2 MB", "这次的文件没有收下", "请联系运维人员腾出空间");
        assertThat(as("officer310105")
                        .send("POST", "/api/clues/imports?source=12315", "text/csv", new byte[] {'a'})
                        .status())
                .as("a file that is the whole body")
                .isEqualTo(507);
        Http management =
                new Http("http://localhost:" + environment.getRequiredProperty("local.management.port"), null);
        assertThat(management.get("/actuator/health/disks").text()).contains("full, free 2 MB");
        assertThat(management.get("/actuator/health/readiness").status())
                .as("what is there can be read")
                .isEqualTo(200);
        assertThat(as(null).get("/actuator/health").status())
                .as("what a load balancer may ask at the application's port")
                .isEqualTo(200);

        space.free = Space::ofDisk;
        assertThat(officer.upload(files, Map.of(), "现场笔录.txt", "现场检查情况").status())
                .isEqualTo(201);
        assertThat(management.get("/actuator/health/disks").status()).isEqualTo(200);
    }

    @Test
    void anAnswerOfAPlatformWaitsAndComesWithinAMinuteOfRoom() {
        space.free = one -> 0;
        String caseNo = raised("officer310105", Requests.question());
        String requestNo = new DataRequestProcess(requests, runtime, identity)
                .start(caseNo, Dataset.ITEM, "S1000001", clock.instant());
        await("the answer is there and waits")
                .atMost(Duration.ofSeconds(60))
                .until(() -> waiting(requestNo).size() == 1);
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> waiting(requestNo)
                .equals(List.of(0)));
        assertThat(withoutRoom(caseNo)).hasSize(1).first().satisfies(answer -> {
            assertThat(answer.path("platformName").asText()).isEqualTo("淘宝网");
            assertThat(answer.path("title").asText()).isEqualTo(Dataset.ITEM.title());
            assertThat(answer.path("since").asText()).isNotEmpty();
        });

        space.free = Space::ofDisk;
        await("it comes by itself").atMost(Duration.ofSeconds(60)).until(() -> waiting(requestNo)
                .isEmpty());
        assertThat(requests.get(requestNo).status().name()).isEqualTo("ANSWERED");
        assertThat(withoutRoom(caseNo)).isEmpty();
    }

    /** As the file of the case says it. */
    private JsonNode withoutRoom(String caseNo) {
        return as("officer310105").get("/api/cases/" + caseNo).json().path("withoutRoom");
    }

    /** How often each load of that request was tried. */
    private List<Integer> waiting(String requestNo) {
        return jdbc.sql("select attempts from platform_load where request_no = ?")
                .param(requestNo)
                .query(Integer.class)
                .list();
    }

    @Test
    void aFileForWhichThereIsNoRoomIsKnownByItsLength() {
        Space disk = Spaces.least(folder, DataSize.ofMegabytes(1));
        disk.require(0);
        disk.require(-1);
        assertThatThrownBy(() -> disk.require(Long.MAX_VALUE / 2)).isInstanceOf(NoRoom.class);
    }

    @Test
    void onlyTheDiskThatAFileIsWrittenToMustHoldIt() {
        WatchedFolder evidence = new WatchedFolder("evidence", "证据文件", folder.resolve("evidence"), 100);
        WatchedFolder scratch = new WatchedFolder("scratch", "临时文件", folder.resolve("scratch"), 100);
        Space disks = new Space(List.of(evidence, scratch), new SimpleMeterRegistry());
        disks.free = one -> one == evidence ? 10_000 : 200;
        disks.require(evidence.path().resolve("incoming"), 5000);
        assertThatThrownBy(() -> disks.require(evidence.path().resolve("incoming"), 9901))
                .hasMessageContaining("证据文件");
        assertThatThrownBy(() -> disks.require(5000))
                .as("what passes through both")
                .hasMessageContaining("临时文件");
        disks.free = one -> one == evidence ? 10_000 : 99;
        assertThatThrownBy(() -> disks.require(evidence.path(), 1))
                .as("a disk that is full already")
                .hasMessageContaining("临时文件");
    }

    @Test
    void theLeastIsASetting() {
        new ApplicationContextRunner()
                .withUserConfiguration(OnlySpace.class)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("bridge.operations.least-scratch=900000GB")
                .run(context -> {
                    Space full = context.getBean(Space.class);
                    assertThat(full.isRoom()).isFalse();
                    assertThatThrownBy(() -> full.require(1))
                            .hasMessageContaining("临时文件")
                            .hasMessageContaining("921600000 MB");
                });
    }

    @EnableConfigurationProperties(OperationsSettings.class)
    @Import({OperationsConfiguration.class, Space.class})
    static class OnlySpace {}
}
