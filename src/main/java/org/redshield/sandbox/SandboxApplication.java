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
import org.springframework.core.env.StandardEnvironment;

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

    private static final int LAST_PORT = 65_535;

    public static void main(String[] args) {
        try {
            start(args);
        } catch (WrongPort wrong) {
            log.error(
                    "模拟平台没有启动：端口 {} 不是 0 到 65535 的整数（SANDBOX_PORT）。The sandbox does not start: the port {} is no whole number from 0 to"
                            + " 65535 (SANDBOX_PORT).",
                    wrong.port,
                    wrong.port);
            System.exit(1);
        }
    }

    /** Thrown before Spring begins, which would write a stack trace. In the JDK's words, by which whoever starts the sandbox knows it. */
    private static final class WrongPort extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final String port;

        WrongPort(String port) {
            super("port out of range: " + port);
            this.port = port;
        }
    }

    /**
     * Starts the sandbox and returns when it listens; closing the context stops it.
     *
     * @param args {@code --key=value} settings; {@code --server.port=0} takes any free port, to be read from the
     *     property {@code local.server.port} of the context
     * @throws IllegalArgumentException when the port is none
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
        requirePort(all);
        return all.toArray(String[]::new);
    }

    private static void requirePort(List<String> args) {
        String set = args.stream()
                .filter(arg -> arg.startsWith("--server.port="))
                .map(arg -> arg.substring("--server.port=".length()))
                .findFirst()
                .orElseThrow();
        String port = new StandardEnvironment().resolvePlaceholders(set);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT) {
            throw new WrongPort(port);
        }
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
