package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.access.page.OwnPage;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /reconciliation}: the desk of officers and unit heads, 涉网主体比对. */
@Controller
@Hidden
class ReconciliationPage {

    private final OwnPage page = new OwnPage("reconciliation.html");

    @GetMapping("/reconciliation")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page.answer(request);
    }
}
