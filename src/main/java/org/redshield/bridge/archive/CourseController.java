package org.redshield.bridge.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.engine.history.PastInstances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/cases/{caseNo}/course}: the steps that the case took in the caller's organisation, wherever they are kept. */
@RestController
@RequiredArgsConstructor
class CourseController {

    private static final Logger LOG = LoggerFactory.getLogger(CourseController.class);

    private final CaseAccess access;
    private final ArchivedCases cases;
    private final ArchiveFiles files;
    private final PastInstances past;
    private final PersonNames people;

    /** @param more whether there are more steps than are listed */
    record Drawn(List<Course.Process> processes, boolean more) {}

    /** A file that cannot be read now, or is not what it was. */
    private static final class Unreadable extends Refusal {

        Unreadable() {
            super("cold.unreadable");
        }
    }

    /** Of the caller's organisation alone, in the order in which its processes began. */
    @GetMapping("/api/cases/{caseNo}/course")
    Drawn course(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        Course course = new Course();
        cases.of(caseNo, caller.tenant()).forEach(share -> read(share, course));
        past.tell(caseNo, caller.tenant(), Course.most() + 1, line -> course.add(line, false));
        return new Drawn(course.draw(past.names(course.definitions()), people.of(course.people())), course.more());
    }

    private void read(ArchivedCases.Share share, Course course) {
        try {
            files.read(share.file().sha256(), line -> course.add(line, true));
        } catch (IOException e) {
            LOG.error(
                    "The archived course {} of {} cannot be read", share.file().sha256(), share.caseNo(), e);
            throw new Unreadable();
        }
    }

    @ExceptionHandler
    ProblemDetail unreadable(Unreadable file) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, file);
    }

    /** @param rows how many records of the engine's lie in the file */
    record ColdItem(Instant archivedAt, long rows) {}

    /** What a case says of its being cold. */
    @Configuration(proxyBeanMethods = false)
    static class InCases {

        @Bean
        CaseSection coldShares(ArchivedCases cases) {
            return new CaseSection() {
                @Override
                public Map<String, Class<?>> lists() {
                    return Map.of("cold", ColdItem.class);
                }

                @Override
                public void contribute(CaseFolder folder) {
                    folder.list(
                            "cold",
                            cases.of(folder.caseNo(), folder.tenant()).stream()
                                    .map(share -> new ColdItem(share.archivedAt(), share.rows()))
                                    .toList());
                }
            };
        }
    }
}
