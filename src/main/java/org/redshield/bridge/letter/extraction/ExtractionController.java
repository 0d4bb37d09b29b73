package org.redshield.bridge.letter.extraction;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Uploads;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** 制作提取笔录, for the officers who work on the case. */
@RestController
@RequiredArgsConstructor
class ExtractionController {

    private final CaseAccess access;
    private final OfficerDirectory officers;
    private final ExtractionRecords records;
    private final InstantSource clock;

    /** @param mine whether it is the one who asks */
    record Present(String certificateNo, String name, boolean mine) {}

    /** The record as it lies among the evidence. */
    record Made(UUID id, String name, String sha256) {}

    /** Who may have been there: the bureau's officers whose certificates are valid today. */
    @NotOnRecord
    @GetMapping("/api/cases/{caseNo}/extraction-records/officers")
    List<Present> officers(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        LocalDate today = ChinaTime.day(clock.instant());
        return officers.of(caller.tenant()).stream()
                .filter(one -> one.validOn(today))
                .map(one -> new Present(
                        one.certificateNo(),
                        one.name(),
                        one.userId().filter(caller.userId()::equals).isPresent()))
                .toList();
    }

    /** @param subjectId what in the case it belongs to; needed where there are several */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/api/cases/{caseNo}/extraction-records")
    @ResponseStatus(HttpStatus.CREATED)
    Made make(
            @PathVariable String caseNo,
            @RequestParam(required = false) String subjectId,
            @RequestBody Extraction extraction) {
        Caller caller = Caller.current();
        List<Involvement> mine = access.require(caller, caseNo);
        if (!caller.hasRole("officer")) {
            throw new Refusal("letter.extraction-not-allowed");
        }
        String subject = Uploads.subjectFor(caller, mine, subjectId);
        Evidence made = records.make(caller, caseNo, subject, extraction);
        return new Made(made.id(), made.name(), made.sha256());
    }
}
