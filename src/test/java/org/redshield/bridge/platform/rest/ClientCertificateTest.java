package org.redshield.bridge.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.platform.PlatformGateway;
import org.redshield.bridge.platform.PlatformSettings;
import org.redshield.bridge.platform.PlatformUnavailable;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** A client certificate instead of a token, against a sandbox that asks for one. */
class ClientCertificateTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    /** A key with a certificate that it signed itself. */
    private Path key(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return store;
    }

    private static JksSslStoreDetails details(Path store) {
        return store == null ? null : new JksSslStoreDetails("PKCS12", null, "file:" + store, PASSWORD);
    }

    private static PlatformGateway gateway(ConfigurableApplicationContext sandbox, Path own, Path trusted) {
        SslBundle bundle = SslBundle.of(new JksSslStoreBundle(details(own), details(trusted)));
        URI url = URI.create("https://localhost:" + sandbox.getEnvironment().getProperty("local.server.port") + "/v1");
        PlatformSettings settings = new PlatformSettings(
                "rest", url, null, "330110", null, null, null, null, null, null, null, null, null, "jingxuan", null);
        return new RestAdapter(InstantSource.system(), new DefaultSslBundleRegistry("jingxuan", bundle))
                .connect("jingxuan", settings);
    }

    @Test
    void theCertificateSaysWhoWeAre() throws Exception {
        Path platform = key("platform");
        Path bridge = key("bridge");
        Path stranger = key("stranger");
        try (ConfigurableApplicationContext sandbox = SandboxApplication.start(
                "--server.port=0",
                "--spring.datasource.url=none",
                "--bridge.administrator.password=none",
                "--sandbox.data-directory=",
                "--server.ssl.key-store=" + platform,
                "--server.ssl.key-store-password=" + PASSWORD,
                "--server.ssl.trust-store=" + bridge,
                "--server.ssl.trust-store-password=" + PASSWORD,
                "--server.ssl.client-auth=need")) {
            assertThat(gateway(sandbox, bridge, platform).query(List.of("unknown"))).isEmpty();
            assertThatThrownBy(() -> gateway(sandbox, stranger, platform).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
            assertThatThrownBy(() -> gateway(sandbox, null, platform).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
            assertThatThrownBy(() -> gateway(sandbox, bridge, stranger).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
        }
    }
}
