package org.redshield.bridge.platform.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that other programs computed (Python's hashlib and hmac) from the words of the protocol's page. */
class SignatureTest {

    @ParameterizedTest
    @CsvSource({
        "md5,C184363AE8647E330E9D013B7BF20EB9",
        "hmac,F4CC353AB150B6D7370F124F63087986",
        "hmac-sha256,7780F85BE55137FE5C1E1C88AC321D0D90796CE8139CD52595D07AE6BE9774AE"
    })
    void isWhatOthersCompute(String method, String signature) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "method", "taobao.cloudbridge.caseinvest.execute",
                "app_key", "12345678",
                "timestamp", "2026-11-24 10:00:00",
                "format", "json",
                "v", "2.0",
                "sign_method", method,
                "api_name", "request.withdraw",
                "data", "{\"version\":1,\"requestNo\":\"310105-2026-000123-R1\",\"reason\":\"核查 & 取证=100%\"}",
                "session", "",
                "Zeta", "1"));
        parameters.put("sign", "not part of it");
        assertThat(Signature.of(parameters, method, "helloworld")).isEqualTo(signature);
    }
}
