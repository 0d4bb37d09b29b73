package org.redshield.bridge.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;

class AttachmentControllerTest {

    @ParameterizedTest
    @CsvSource({"platform.attachment-expired, 410", "platform.attachment-unknown, 404"})
    void aPlatformReadsFromTheStatusWhetherItComesTooLate(String code, int status) {
        assertThat(new AttachmentController(null, null)
                        .refused(new Refusal(code))
                        .getStatus())
                .isEqualTo(status);
    }
}
