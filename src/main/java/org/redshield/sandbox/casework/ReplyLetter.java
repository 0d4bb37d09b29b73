package org.redshield.sandbox.casework;

import java.time.format.DateTimeFormatter;
import org.redshield.sandbox.SandboxProperties;

/** The letters that go with an answer: plain text, honest about what it is. */
final class ReplyLetter {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy年M月d日").withZone(SandboxProperties.ZONE);

    private ReplyLetter() {}

    static String of(DataRequest request, long rows) {
        String period = request.from() == null ? "" : "期间：" + request.from() + " 至 " + request.to() + "\n";
        String result;
        if (rows == 0) {
            result = "经查询，平台未查到符合条件的记录。";
        } else if (request.end().status() == RequestStatus.PARTIAL) {
            result = "现先行提供所请求期间前半段的记录，共 " + rows + " 条；其余部分暂无法提供。";
        } else {
            result = "现提供相关记录共 " + rows + " 条，数据文件及其校验值见清单。";
        }
        return """
                协查复函

                %s：

                你单位%s号函收悉（协查编号：%s）。
                协查数据项：%s
                协查对象：%s %s
                %s
                %s

                模拟平台协查专员
                %s

                （本函由模拟平台生成，内容均为虚构，仅用于开发、测试和演示。）
                """.formatted(
                        request.bureauName(),
                        request.letterNo(),
                        request.requestNo(),
                        request.dataset(),
                        request.targetType(),
                        request.targetId(),
                        period,
                        result,
                        DAY.format(request.readyAt()));
    }

    static String of(Disposition disposition) {
        String result =
                switch (disposition.outcome()) {
                    case "REFUSED" -> "经研究，平台未采取所请求的措施。原因：" + disposition.reason();
                    case "PARTIAL" -> "平台已对部分对象采取所请求的措施。";
                    default -> "平台已采取所请求的措施。";
                };
        return """
                处置结果复函

                %s：

                你单位%s收悉（任务编号：%s，措施：%s）。
                %s

                模拟平台治理专员
                %s

                （本函由模拟平台生成，内容均为虚构，仅用于开发、测试和演示。）
                """.formatted(
                        disposition.info().path("company_name").asText(),
                        disposition.docName(),
                        disposition.id(),
                        disposition.measure(),
                        result,
                        DAY.format(disposition.executedAt()));
    }
}
