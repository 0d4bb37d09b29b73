package org.redshield.bridge.access;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Health on the application's port, for load balancers. Nobody has to sign in for it, so it says no more than the status;
 * the details, like metrics and everything else, stay on the management port.
 */
@RestController
@Hidden
@RequiredArgsConstructor
class HealthController {

    private final HealthEndpoint health;

    /** The same as {@code readiness}: what concerns all nodes, like a full disk, must take none out of service. */
    @GetMapping("/actuator/health")
    ResponseEntity<Map<String, String>> health() {
        return answer(health.healthForPath("readiness"));
    }

    /** @param group {@code liveness} or {@code readiness} */
    @GetMapping("/actuator/health/{group}")
    ResponseEntity<Map<String, String>> health(@PathVariable String group) {
        HealthComponent component = health.healthForPath(group);
        return component == null ? ResponseEntity.notFound().build() : answer(component);
    }

    private static ResponseEntity<Map<String, String>> answer(HealthComponent component) {
        boolean up = Status.UP.equals(component.getStatus());
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(Map.of("status", component.getStatus().getCode()));
    }
}
