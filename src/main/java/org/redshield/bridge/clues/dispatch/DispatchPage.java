package org.redshield.bridge.clues.dispatch;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.redshield.bridge.access.SignIn;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;

/** {@code /dispatch}: the unit heads' screen. The page holds nothing; what it shows it asks for, and only unit heads are told. */
@Controller
@Hidden
class DispatchPage {

    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final String page;

    DispatchPage() {
        try {
            this.page = new ClassPathResource("pages/dispatch.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/dispatch")
    ResponseEntity<String> show(HttpServletRequest request) {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(page.replace(
                        "$TOKEN", HtmlUtils.htmlEscape(SignIn.token(request).orElse(""))));
    }
}
