package org.redshield.bridge.casefile;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.page.OwnPage;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code /cases/{caseNo}}: the case file as a page of its own, to be linked to, read and printed. */
@Controller
@Hidden
@RequiredArgsConstructor
class CasePage {

    private final OwnPage page = new OwnPage("case.html");
    private final CaseAccess access;

    @NotOnRecord
    @GetMapping("/cases/{caseNo}")
    ResponseEntity<String> show(@PathVariable String caseNo, HttpServletRequest request) {
        try {
            access.require(Caller.current(), caseNo);
            return page.answer(request, HttpStatus.OK, Map.of("CASE", caseNo, "SENTENCE", "正在读取案卷……"));
        } catch (NotFound unknown) {
            return page.answer(request, HttpStatus.NOT_FOUND, Map.of("CASE", "", "SENTENCE", unknown.getMessage()));
        }
    }
}
