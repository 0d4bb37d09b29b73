package org.redshield.bridge.access.origin;

import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.RemoteIpValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts {@link OriginValve} before all others, and takes away what Spring Boot has for the same purpose: it believes every address within. */
@Configuration(proxyBeanMethods = false)
class OriginConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(OriginConfiguration.class);
    private static final String OF_SPRING_BOOT = "server.forward-headers-strategy";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> whereRequestsComeFrom(
            OriginSettings settings, Environment environment) {
        String other = environment.getProperty(OF_SPRING_BOOT, "none");
        if (!other.equalsIgnoreCase("none")) {
            LOG.warn(
                    "{}={} means nothing here: bridge.proxies says whose X-Forwarded-For counts, and bridge.address by which"
                            + " address people know the bridge",
                    OF_SPRING_BOOT,
                    other);
        }
        return server -> {
            List<Valve> valves = new ArrayList<>();
            valves.add(new OriginValve(settings));
            server.getEngineValves().stream()
                    .filter(valve -> !(valve instanceof RemoteIpValve))
                    .forEach(valves::add);
            server.setEngineValves(valves);
        };
    }
}
