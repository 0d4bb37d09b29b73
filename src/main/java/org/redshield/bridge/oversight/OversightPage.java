package org.redshield.bridge.oversight;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.access.page.OwnPage;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /oversight}: the supervisors' page, 监督总览. */
@Controller
@Hidden
class OversightPage {

    private final OwnPage page = new OwnPage("oversight.html");

    @GetMapping("/oversight")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page.answer(request);
    }
}
