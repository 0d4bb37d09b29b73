package org.redshield.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    /** Computed with Python's hashlib and hmac. */
    @ParameterizedTest
    @CsvSource({
        "md5,B87E83EBBB9A184B76D440BA3299AE55",
        "hmac,322E33CA6E430C1B65F51C02830FD062",
        "hmac-sha256,459C762CA8B0AC9DCBD3F2F3AA3C884C86F3BA0FBB6B938B3A6F395C198273DE"
    })
    void agreesWithAnotherImplementation(String method, String expected) {
        Map<String, String> parameters = parameters(method);
        assertThat(Signature.of(parameters, method, "bridge-demo-secret")).contains(expected);
        parameters.put("sign", expected);
        assertThat(Signature.of(parameters, method, "bridge-demo-secret")).contains(expected);
    }

    @Test
    void knowsNoOtherMethod() {
        assertThat(Signature.of(parameters("sha1"), "sha1", "bridge-demo-secret"))
                .isEmpty();
    }

    private static Map<String, String> parameters(String signMethod) {
        return new HashMap<>(Map.of(
                "method", "taobao.cloudbridge.caseinvest.execute",
                "app_key", "bridge-demo",
                "timestamp", "2026-11-24 10:00:00",
                "format", "json",
                "v", "2.0",
                "sign_method", signMethod,
                "api_name", "request.query",
                "data", "{\"version\":1,\"requestIds\":[\"中文\"]}",
                "session", ""));
    }
}
