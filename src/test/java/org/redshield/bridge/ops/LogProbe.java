package org.redshield.bridge.ops;

import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Writes one line as the bridge's log settings have it, in a JVM of its own: logging is set up once per JVM. */
final class LogProbe {

    private LogProbe() {}

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(LogProbe.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.run(args);
        MDC.put("caseNo", "310105-2026-000123");
        MDC.put("requestId", "request-1");
        LoggerFactory.getLogger("probe").info("said \"this\"");
    }
}
