package org.redshield.bridge.access.page;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The pages that are the same for everybody: the auditors' 审计记录, the officers' 批量导入 and 涉网主体比对, the unit heads' 待分派, the
 * supervisors' 监督总览, the bureaus' 联合行动, what takes two persons of an account, and
 * what comes after a password. Each is called as its file in {@code pages/}.
 */
@NotOnRecord
@Controller
@Hidden
class FramePage {

    private final Map<String, OwnPage> pages = new ConcurrentHashMap<>();

    @GetMapping({
        "/record",
        "/imports",
        "/dispatch",
        "/reconciliation",
        "/oversight",
        "/campaigns",
        "/sign-in-step",
        "/accounts"
    })
    ResponseEntity<String> show(HttpServletRequest request) {
        String address = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pages.computeIfAbsent(address, path -> new OwnPage(path.substring(1) + ".html"))
                .answer(request);
    }
}
