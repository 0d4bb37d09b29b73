package org.redshield.bridge.auditor;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.access.page.OwnPage;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /record}: the auditors' screen. */
@Controller
@Hidden
class AuditorPage {

    private final OwnPage page = new OwnPage("record.html");

    @GetMapping("/record")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page.answer(request);
    }
}
