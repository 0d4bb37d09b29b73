package org.redshield.bridge.access.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The address without a path leads to where officers work. */
@Controller
@Hidden
class StartPage {

    @GetMapping("/")
    String tasklist() {
        return "redirect:/camunda/app/tasklist/default/";
    }
}
