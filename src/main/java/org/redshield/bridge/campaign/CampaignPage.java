package org.redshield.bridge.campaign;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.redshield.bridge.access.page.OwnPage;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /campaigns}: the campaigns of a bureau, with their pools and numbers. */
@Controller
@Hidden
class CampaignPage {

    private final OwnPage page = new OwnPage("campaigns.html");

    @GetMapping("/campaigns")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page.answer(request);
    }
}
