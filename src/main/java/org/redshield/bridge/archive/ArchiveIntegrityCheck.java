package org.redshield.bridge.archive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.operations.Figures;
import org.redshield.bridge.operations.IntegrityCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Every file that {@code cold_case} names, to its last byte; that the rows are the logged ones, the log's audit says. */
@Component
@RequiredArgsConstructor
class ArchiveIntegrityCheck implements IntegrityCheck {

    private static final int PAGE = 500;

    private final ArchivedCases cases;
    private final ArchiveFiles files;

    @Override
    public Title title() {
        return new Title(6, "冷归档案件的流程经过", "Courses of cold cases");
    }

    @Override
    public void audit(Report report) {
        List<ArchivedCases.Share> page = cases.after(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(share -> audit(share, report));
            page = cases.after(page.get(page.size() - 1).no(), PAGE);
        }
    }

    private void audit(ArchivedCases.Share share, Report report) {
        String chinese = "案件 " + share.caseNo() + " 在 " + share.tenant() + " 的冷归档文件 "
                + share.file().sha256();
        String english = "file " + share.file().sha256() + " of cold case " + share.caseNo() + " at " + share.tenant();
        try {
            if (!files.isIntact(share.file())) {
                report.wrong(chinese + " 已被改动", english + " was changed");
            }
            report.verified(1);
        } catch (NoSuchFileException e) {
            report.wrong(chinese + " 不见了", english + " is missing");
        } catch (IOException | Refusal e) {
            report.unread(
                    chinese + " 目前读不出来（" + e.getMessage() + "）",
                    english + " cannot be read now (" + e.getMessage() + ")");
        }
    }

    /** How many there are. */
    @Configuration(proxyBeanMethods = false)
    static class InNumbers {

        @Bean
        Figures figuresOfColdCases() {
            return Figures.of("bridge.cold", "select coalesce(max(no), 0) as shares from cold_case")
                    .count("shares", "Bureaus' shares of cases whose course lies in a file");
        }
    }
}
