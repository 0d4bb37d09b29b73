package org.redshield.bridge.operations;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.operations.requirement.Bundles;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The node's own certificate, where TLS ends at the node and not before it: read as the web server will read it. */
class TlsRequirement implements Requirement {

    private static final String OF_PEOPLE = "server.ssl";
    private static final String OF_OPERATORS = "management.server.ssl";

    /** Whose values are files, or a PEM text itself. */
    private static final List<String> FILES = List.of(
            ".key-store",
            ".trust-store",
            ".certificate",
            ".certificate-private-key",
            ".trust-certificate",
            ".trust-certificate-private-key");

    private static final String[] GIVEN = {OF_PEOPLE + ".key-store", OF_PEOPLE + ".certificate", OF_PEOPLE + ".bundle"};

    private static final Demand READABLE = Requirement.readable(
            OF_PEOPLE + ".key-store",
            OF_PEOPLE + ".trust-store",
            OF_PEOPLE + ".certificate",
            OF_PEOPLE + ".certificate-private-key",
            OF_PEOPLE + ".trust-certificate");

    private static final Demand NAMED = Demand.stops(
            "{} 指定的证书包“%s”没有用 spring.ssl.bundle 设置",
            "spring.ssl.bundle does not set the bundle '%s' of {}", OF_PEOPLE + ".bundle");

    private static final Demand SET = Demand.stops(
            "设置了 server.ssl，但没有用 {} 给出证书和密钥；不在节点上加密的，请去掉全部 server.ssl",
            "there is server.ssl, and neither certificate nor key by {}; leave all of server.ssl out where nodes do not encrypt",
            GIVEN);

    private static final Demand OPENS = Demand.stops(
            "{} 指定的证书和密钥打不开：密码不对、文件类型不对，或者证书和密钥不是一对（%s）",
            "certificate and key of {} cannot be opened: a wrong password, another type of file, or a key of another certificate (%s)",
            GIVEN);

    private static final Demand ALIAS = Demand.stops(
            "{} 指定的“%s”不在证书库中，库中有：%s",
            "there is no '%s' of {} in the key store, which has: %s", OF_PEOPLE + ".key-alias");

    private static final Demand VALID = Demand.needed(
            "{} 指定的证书不在有效期内（%s），浏览器和平台会拒绝连接，请换上有效的证书",
            "the certificate of {} is not valid now (%s): browsers and platforms refuse the connection; put a valid one there",
            GIVEN);

    @Override
    public String about() {
        return "TLS at the node";
    }

    @Override
    public List<Demand> demands() {
        return List.of(READABLE, NAMED, SET, OPENS, ALIAS, VALID);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        of(settings, OF_PEOPLE).ifPresent(ssl -> lacks.addAll(wrong(settings, OF_PEOPLE, ssl)));
        of(settings, OF_OPERATORS).ifPresent(ssl -> lacks.addAll(wrong(settings, OF_OPERATORS, ssl)));
        return lacks;
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        for (String prefix : List.of(OF_PEOPLE, OF_OPERATORS)) {
            of(settings, prefix)
                    .filter(ssl -> wrong(settings, prefix, ssl).isEmpty())
                    .flatMap(ssl -> invalid(bundle(settings, ssl)).map(why -> VALID.of(prefix + given(ssl), why)))
                    .ifPresent(lacks::add);
        }
        return lacks;
    }

    private static Optional<Ssl> of(Environment settings, String prefix) {
        return Optional.ofNullable(Binder.get(settings).bind(prefix, Ssl.class).orElse(null))
                .filter(ssl -> ssl.isEnabled());
    }

    private static List<Lack> wrong(Environment settings, String prefix, Ssl ssl) {
        List<Lack> unreadable = FILES.stream()
                .map(key -> prefix + key)
                .filter(key -> isUnreadable(settings.getProperty(key, "")))
                .map(key -> READABLE.of(key, settings.getProperty(key)))
                .toList();
        if (!unreadable.isEmpty()) {
            return unreadable;
        }
        if (ssl.getBundle() == null && ssl.getKeyStore() == null && ssl.getCertificate() == null) {
            return List.of(SET.lacking());
        }
        try {
            if (ssl.getBundle() != null
                    && Bundles.named(settings, ssl.getBundle()).isEmpty()) {
                return List.of(NAMED.of(prefix + ".bundle", ssl.getBundle()));
            }
            SslBundle bundle = bundle(settings, ssl);
            KeyStore keys = bundle.getStores().getKeyStore();
            String alias = bundle.getKey().getAlias();
            if (alias != null && !keys.containsAlias(alias)) {
                return List.of(
                        ALIAS.of(prefix + ".key-alias", alias, String.join(", ", Collections.list(keys.aliases()))));
            }
            bundle.createSslContext();
            requirePair(ssl);
            return List.of();
        } catch (RuntimeException | KeyStoreException e) {
            return List.of(OPENS.of(prefix + given(ssl), firstLine(e)));
        }
    }

    /** By which key certificate and key are given. */
    private static String given(Ssl ssl) {
        if (ssl.getBundle() != null) {
            return ".bundle";
        }
        return ssl.getKeyStore() != null ? ".key-store" : ".certificate";
    }

    /** @throws RuntimeException when key and certificate are given as PEM, and one is not the other's */
    private static void requirePair(Ssl ssl) {
        if (ssl.getBundle() == null && ssl.getKeyStore() == null) {
            PemSslBundleProperties pair = new PemSslBundleProperties();
            pair.getKeystore().setCertificate(ssl.getCertificate());
            pair.getKeystore().setPrivateKey(ssl.getCertificatePrivateKey());
            pair.getKeystore().setPrivateKeyPassword(ssl.getKeyPassword());
            pair.getKeystore().setVerifyKeys(true);
            PropertiesSslBundle.get(pair);
        }
    }

    private static boolean isUnreadable(String file) {
        return !file.isBlank()
                && !file.contains("-----BEGIN")
                && !ApplicationResourceLoader.get().getResource(file).isReadable();
    }

    private static SslBundle bundle(Environment settings, Ssl ssl) {
        return ssl.getBundle() == null
                ? WebServerSslBundle.get(ssl)
                : Bundles.named(settings, ssl.getBundle()).orElseThrow();
    }

    /** What is said of the first certificate that is not valid today. */
    private static Optional<String> invalid(SslBundle bundle) {
        try {
            KeyStore keys = bundle.getStores().getKeyStore();
            String asked = bundle.getKey().getAlias();
            for (String alias : asked == null ? Collections.list(keys.aliases()) : List.of(asked)) {
                if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificate.checkValidity();
                }
            }
            return Optional.empty();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return Optional.of(firstLine(e));
        } catch (KeyStoreException e) {
            throw new IllegalStateException("A key store that was opened cannot be read", e);
        }
    }

    /** Of what lies at the bottom of it. */
    private static String firstLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
