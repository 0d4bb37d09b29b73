package org.redshield.bridge.clues.dispatch;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.access.page.OwnPage;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /dispatch}: the unit heads' screen, 待分派. */
@Controller
@Hidden
class DispatchPage {

    private final OwnPage page = new OwnPage("dispatch.html");

    @GetMapping("/dispatch")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page.answer(request);
    }
}
