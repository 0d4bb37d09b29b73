package org.redshield.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.redshield.sandbox.world.World;
import org.redshield.sandbox.world.WorldGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The sandbox platform: a simulated Taobao Open Platform gateway with a generated world behind it.
 *
 * <p>It is a program of its own that may also live in the JVM of another Spring application. It therefore names the
 * few auto-configurations that it wants: on the class path of the bridge stand a database, a process engine and a
 * login that it must not start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(SandboxProperties.class)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class
})
public class SandboxApplication {

    private static final Logger log = LoggerFactory.getLogger(SandboxApplication.class);

    public static void main(String[] args) {
        start(args);
    }

    /**
     * Starts the sandbox and returns when it listens; closing the context stops it.
     *
     * @param args {@code --key=value} settings; {@code --server.port=0} takes any free port, to be read from the
     *     property {@code local.server.port} of the context
     */
    public static ConfigurableApplicationContext start(String... args) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(SandboxApplication.class).run(withOwnNameAndPort(args));
        log.info(
                "Sandbox platform ready at http://localhost:{}/",
                context.getEnvironment().getProperty("local.server.port"));
        return context;
    }

    /** As arguments, because a SERVER_PORT or SPRING_CONFIG_NAME meant for a neighbour would beat the file. */
    private static String[] withOwnNameAndPort(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--spring.config.name=sandbox");
        if (all.stream().noneMatch(arg -> arg.startsWith("--server.port="))) {
            all.add("--server.port=${SANDBOX_PORT:8090}");
        }
        return all.toArray(String[]::new);
    }

    @Bean
    Clock sandboxClock() {
        return Clock.system(SandboxProperties.ZONE);
    }

    @Bean
    World world(SandboxProperties properties) {
        return WorldGenerator.generate(properties.seed());
    }
}
