package org.redshield.bridge.access;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Health on the application's port, for load balancers; metrics and everything else stay on the management port. */
@RestController
@Hidden
class HealthController {

    private final HealthEndpoint health;

    HealthController(HealthEndpoint health) {
        this.health = health;
    }

    @GetMapping("/actuator/health")
    ResponseEntity<HealthComponent> health() {
        return answer(health.health());
    }

    /** @param group {@code liveness} or {@code readiness} */
    @GetMapping("/actuator/health/{group}")
    ResponseEntity<HealthComponent> health(@PathVariable String group) {
        HealthComponent component = health.healthForPath(group);
        return component == null ? ResponseEntity.notFound().build() : answer(component);
    }

    private static ResponseEntity<HealthComponent> answer(HealthComponent component) {
        boolean up = Status.UP.equals(component.getStatus());
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(component);
    }
}
