package org.redshield.bridge.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.top.TopAdapterForTests;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
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
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-alias",
                        name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        return store;
    }

    /** A store that trusts the certificate of that key. */
    private Path trust(Path key) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        KeyStore own = KeyStore.getInstance(key.toFile(), password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String alias : Collections.list(own.aliases())) {
            trusted.setCertificateEntry(alias, own.getCertificate(alias));
        }
        Path store = folder.resolve("trust-of-" + key.getFileName());
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, password);
        }
        return store;
    }

    private static JksSslStoreDetails details(Path store) {
        return store == null ? null : new JksSslStoreDetails("PKCS12", null, "file:" + store, PASSWORD);
    }

    private static PlatformGateway gateway(ConfigurableApplicationContext sandbox, Path own, Path trusted) {
        return new RestAdapter(InstantSource.system(), bundles(own, trusted))
                .connect("jingxuan", settings("rest", sandbox, "/v1"));
    }

    private static PlatformGateway top(ConfigurableApplicationContext sandbox, Path own, Path trusted) {
        return TopAdapterForTests.adapter(bundles(own, trusted)).connect("jingxuan", settings("top", sandbox, ""));
    }

    private static SslBundles bundles(Path own, Path trusted) {
        return new DefaultSslBundleRegistry(
                "jingxuan", SslBundle.of(new JksSslStoreBundle(details(own), details(trusted))));
    }

    private static PlatformSettings settings(String adapter, ConfigurableApplicationContext sandbox, String path) {
        String port = sandbox.getEnvironment().getProperty("local.server.port");
        return new PlatformSettings(
                adapter,
                URI.create("https://localhost:" + port + path),
                null,
                "330110",
                null,
                "bridge-demo",
                "bridge-demo-secret",
                null,
                null,
                null,
                null,
                null,
                null,
                "jingxuan",
                null,
                null);
    }

    @Test
    void theCertificateSaysWhoWeAre() throws Exception {
        Path platform = key("platform");
        Path bridge = key("bridge");
        Path stranger = key("stranger");
        Path trusted = trust(platform);
        try (ConfigurableApplicationContext sandbox = SandboxApplication.start(
                "--server.port=0",
                "--spring.datasource.url=none",
                "--bridge.administrator.password=none",
                "--sandbox.data-directory=",
                "--server.ssl.key-store=" + platform,
                "--server.ssl.key-store-password=" + PASSWORD,
                "--server.ssl.trust-store=" + trust(bridge),
                "--server.ssl.trust-store-password=" + PASSWORD,
                "--server.ssl.client-auth=need")) {
            assertThat(gateway(sandbox, bridge, trusted).query(List.of("unknown")))
                    .isEmpty();
            assertThatThrownBy(() -> gateway(sandbox, stranger, trusted).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
            assertThatThrownBy(() -> gateway(sandbox, null, trusted).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
            assertThat(top(sandbox, bridge, trusted).query(List.of("unknown"))).isEmpty();
            assertThatThrownBy(() -> top(sandbox, stranger, trusted).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
            Path others = trust(stranger);
            assertThatThrownBy(() -> gateway(sandbox, bridge, others).query(List.of("unknown")))
                    .isInstanceOf(PlatformUnavailable.class);
        }
    }
}
