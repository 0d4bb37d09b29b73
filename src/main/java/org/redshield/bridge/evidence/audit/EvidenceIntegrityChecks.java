package org.redshield.bridge.evidence.audit;

import java.util.Locale;
import org.redshield.bridge.operations.IntegrityCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log and the files, on demand and from outside; see {@link LogAudit}. */
@Configuration(proxyBeanMethods = false)
class EvidenceIntegrityChecks {

    @Bean
    IntegrityCheck auditedLog(LogAudit audit) {
        return new Part(
                new IntegrityCheck.Title(1, "证据日志及其所代表的记录", "Evidence log, and the records that it stands for")) {
            @Override
            public void audit(Report report) {
                LogAudit.Result result = audit.whole();
                result.findings().forEach(finding -> tell(report, finding));
                report.verified(result.size());
            }
        };
    }

    @Bean
    IntegrityCheck auditedFiles(LogAudit audit) {
        return new Part(new IntegrityCheck.Title(2, "证据文件", "Files of evidence")) {
            @Override
            public void audit(Report report) {
                audit.everyFile(
                        finding -> tell(report, finding),
                        report::verified,
                        (file, why) -> report.unread(
                                "证据文件 " + file.id() + " 目前读不出来（" + why.getMessage() + "）",
                                "file of evidence " + file.id() + " cannot be read now (" + why.getMessage() + ")"));
            }
        };
    }

    private abstract static class Part implements IntegrityCheck {

        private final Title title;

        Part(Title title) {
            this.title = title;
        }

        @Override
        public Title title() {
            return title;
        }

        static void tell(Report report, LogFinding finding) {
            String where = finding.place() < 0 ? finding.about() : (finding.place() + " " + finding.about()).strip();
            String problem = finding.problem().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            report.wrong(finding.problem().sentence() + "（" + where + "）", problem + " (" + where + ")");
        }
    }
}
