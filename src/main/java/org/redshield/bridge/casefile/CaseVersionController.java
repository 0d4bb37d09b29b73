package org.redshield.bridge.casefile;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseSection;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Whether a case has something new to show: one cheap statement, which windows ask every few seconds. */
@RestController
class CaseVersionController {

    private final CaseAccess access;
    private final JdbcClient db;
    private final String sql;

    CaseVersionController(CaseAccess access, JdbcClient db, List<CaseSection> sections) {
        this.access = access;
        this.db = db;
        this.sql = sections.stream()
                .map(CaseSection::version)
                .filter(query -> !query.isEmpty())
                .map(query -> "coalesce((" + query + "), '')")
                .sorted()
                .collect(Collectors.joining(", ", "select md5(concat_ws('/', ", "))"));
    }

    /** @param version another one whenever the file would show something else */
    record Version(String version) {}

    /** Answers 304 to whoever sends the version that he has as {@code If-None-Match}. */
    @NotOnRecord
    @GetMapping("/api/cases/{caseNo}/version")
    ResponseEntity<Version> version(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        String version = Objects.requireNonNull(db.sql(sql)
                .param("caseNo", caseNo)
                .param("tenant", caller.tenant())
                .query(String.class)
                .single());
        return ResponseEntity.ok().eTag(version).body(new Version(version));
    }
}
