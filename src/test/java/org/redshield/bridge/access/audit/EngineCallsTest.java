package org.redshield.bridge.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCallsTest {

    private static final String WEB = "/camunda/api/engine/engine/default";

    @ParameterizedTest
    @CsvSource({
        "GET, /engine-rest/task/0a1b2c3d-1, ENGINE_READ, 0a1b2c3d-1",
        "GET, /engine-rest/engine/default/task/0a1b2c3d-1, ENGINE_READ, 0a1b2c3d-1",
        "GET, /camunda/api/engine/engine/default/task/0a1b2c3d-1/form, ENGINE_READ, 0a1b2c3d-1",
        "GET, /camunda/api/engine/engine/default/history/process-instance/1f, ENGINE_READ, 1f",
        "GET, /camunda/api/cockpit/plugin/base/default/process-instance/1f/incidents, ENGINE_READ, 1f",
        "GET, /engine-rest/task, LIST,",
        "POST, /engine-rest/task, LIST,",
        "POST, /camunda/api/engine/engine/default/filter/1f/list, LIST,",
        "POST, /engine-rest/history/task, LIST,",
        "GET, /engine-rest/process-definition/key/assistanceRequest/xml, LIST,",
        "GET, /engine-rest/user, CONFIGURATION_READ,",
        "POST, /camunda/api/engine/engine/default/user/create, CONFIGURATION,",
        "POST, /engine-rest/deployment/create, CONFIGURATION,",
        "PUT, /engine-rest/process-instance/1f/variables/x, ENGINE_CHANGE, 1f",
        "POST, /camunda/api/engine/engine/default/task/0a1/claim, ENGINE_CHANGE, 0a1",
        "PUT, /camunda/api/engine/engine/default/job/0a1/retries, ENGINE_CHANGE, 0a1",
        "GET, /engine-rest/something-new/7, ENGINE_READ, 7",
        "DELETE, /engine-rest/something-new/7, ENGINE_CHANGE, 7"
    })
    void whatACallIs(String method, String path, AuditAct act, String subject) {
        assertThat(EngineCalls.of(method, path)).hasValueSatisfying(call -> {
            assertThat(call.act()).isEqualTo(act);
            assertThat(call.subject()).isEqualTo(subject);
        });
        assertThat(EngineCalls.changes(method, path))
                .isEqualTo(act == AuditAct.ENGINE_CHANGE || act == AuditAct.CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST " + WEB + "/filter/1f/count",
                "GET " + WEB + "/task/count",
                "GET /camunda/api/admin/auth/user/default",
                "GET /camunda/api/engine/engine/",
                "GET /engine-rest/version",
                "GET /camunda/api/cockpit/plugin/base/static/plugin.css",
                // In the record with what they do.
                "POST " + WEB + "/task/0a1/submit-form",
                "POST /engine-rest/task/0a1/complete",
                "POST /engine-rest/process-definition/key/assistanceRequest/start"
            })
    void whatIsNotRecorded(String call) {
        assertThat(EngineCalls.of(call.split(" ")[0], call.split(" ")[1])).isEmpty();
        assertThat(EngineCalls.changes(call.split(" ")[0], call.split(" ")[1]))
                .isEqualTo(call.matches(".*/(submit-form|complete|start)"));
    }

    @Test
    void manyQuestionsAboutOneTaskAreOneLook() {
        assertThat(EngineCalls.of("GET", WEB + "/task/0a1/form-variables"))
                .isEqualTo(EngineCalls.of("GET", WEB + "/task/0a1"));
    }
}
