package org.redshield.bridge.casefile;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.HtmlUtils;

/** {@code /cases/{caseNo}}: the case file as a page of its own, to be linked to, read and printed. */
@Controller
@Hidden
class CasePage {

    /** Scripts and styles are files of ours. Where a letter lies open, it is a page of ours too. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final CaseAccess access;
    private final String page;

    CasePage(CaseAccess access) {
        this.access = access;
        try {
            this.page = new ClassPathResource("pages/case.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/cases/{caseNo}")
    ResponseEntity<String> show(@PathVariable String caseNo, HttpServletRequest request) {
        try {
            access.require(Caller.current(), caseNo);
            return page(HttpStatus.OK, caseNo, "正在读取案卷……", SignIn.token(request).orElse(""));
        } catch (NotFound unknown) {
            return page(HttpStatus.NOT_FOUND, "", unknown.getMessage(), "");
        }
    }

    private ResponseEntity<String> page(HttpStatus status, String caseNo, String sentence, String token) {
        return ResponseEntity.status(status)
                .header("Content-Security-Policy", POLICY)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(page.replace("$TOKEN", HtmlUtils.htmlEscape(token))
                        .replace("$CASE", HtmlUtils.htmlEscape(caseNo))
                        .replace("$SENTENCE", HtmlUtils.htmlEscape(sentence)));
    }
}
