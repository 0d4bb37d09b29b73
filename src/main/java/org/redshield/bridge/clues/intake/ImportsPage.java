package org.redshield.bridge.clues.intake;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.access.page.OwnPage;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /imports}: the officers' screen of imports, 批量导入. */
@Controller
@Hidden
class ImportsPage {

    private final OwnPage page = new OwnPage("imports.html");

    @GetMapping("/imports")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page.answer(request);
    }
}
