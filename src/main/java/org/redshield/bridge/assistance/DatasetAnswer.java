package org.redshield.bridge.assistance;

import java.util.Optional;

/**
 * How one dataset that was asked for is answered in the reply.
 *
 * @param code the dataset's code
 * @param title as an officer reads it
 * @param state ANSWERED, PARTIAL, NO_RECORD or REFUSED
 * @param reason why it is refused, in Chinese
 * @param rows records received
 */
record DatasetAnswer(String code, String title, String state, Optional<String> reason, long rows) {

    String text() {
        return switch (state) {
            case "ANSWERED" -> "已提供，共 " + rows + " 条";
            case "PARTIAL" -> "部分提供，共 " + rows + " 条" + reason.map(r -> "；" + r).orElse("");
            case "NO_RECORD" -> "查无记录";
            default -> "未提供" + reason.map(r -> "，原因：" + r).orElse("");
        };
    }
}
