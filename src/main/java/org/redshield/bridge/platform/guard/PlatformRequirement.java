package org.redshield.bridge.platform.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.operations.requirement.Bundles;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.redshield.bridge.operations.requirement.WrongValues;
import org.redshield.bridge.platform.gateway.PlatformAdapter.Protocol;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A platform to ask, over a line that nobody reads, with all that its protocol needs. */
class PlatformRequirement implements Requirement {

    private static final String PREFIX = "bridge.platforms.";
    private static final String PREFIX_OF_VARIABLES = "BRIDGE_PLATFORMS_";
    private static final String ANY = PREFIX + "<key>.";
    private static final List<String> KEYS = List.of("adapter", "url", "home-bureau");
    private static final List<Protocol> PROTOCOLS =
            SpringFactoriesLoader.loadFactories(Protocol.class, PlatformRequirement.class.getClassLoader());

    static final Demand ADAPTER = Demand.stops(
            "平台 %s 的 {} 是“%s”，没有这种接口，现有：%s",
            "{} of the platform %s is '%s', which is no adapter; there are %s", ANY + "adapter");

    private static final Demand GIVEN = Demand.stops(
            "平台 %s 没有设置 {}",
            "the platform %s lacks {}",
            Stream.concat(KEYS.stream(), PROTOCOLS.stream().flatMap(one -> one.keys().stream()))
                    .map(key -> ANY + key)
                    .toArray(String[]::new));

    private static final Demand KNOWN = Demand.stops(
            "平台的设置中没有名为 %s 的，请核对拼写（见 docs/configuration.md）",
            "unknown setting %s of a platform; docs/configuration.md lists all of them");

    private static final Demand BUNDLE = Demand.stops(
            "平台 %s 的 {} 指定的证书包“%s”用不了：没有用 spring.ssl.bundle 设置它，或者其中的文件读不出",
            "the platform %s: the bundle '%s' of {} cannot be used: spring.ssl.bundle does not set it, or its files cannot be"
                    + " read",
            ANY + "ssl-bundle");

    private static final Demand THERE =
            Demand.needed("没有接入任何平台，请设置 {} 等项", "no platform is connected; set {} and what belongs to it", ANY + "url");

    private static final Demand ENCRYPTED = Demand.needed(
            "平台 %s 的接口地址 {} 没有加密（http://），请改用 https://",
            "the interface of %s, {}, is not encrypted (http://); use https://", ANY + "url");

    /** What a platform cannot be without, whatever it speaks. */
    record Given(String adapter, String url, String homeBureau) {

        private List<String> missing() {
            return KEYS.stream()
                    .filter(key -> Protocol.isBlank(
                            switch (key) {
                                case "adapter" -> adapter;
                                case "url" -> url;
                                default -> homeBureau;
                            }))
                    .toList();
        }
    }

    @Override
    public String about() {
        return "Platforms";
    }

    @Override
    public List<Demand> demands() {
        return List.of(KNOWN, GIVEN, ADAPTER, BUNDLE, THERE, ENCRYPTED);
    }

    private static Map<String, Given> platforms(Environment settings) {
        return new TreeMap<>(Binder.get(settings)
                .bind("bridge.platforms", Bindable.mapOf(String.class, Given.class))
                .orElse(Map.of()));
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        List<Lack> lacks = new ArrayList<>();
        unknown((ConfigurableEnvironment) settings).forEach(name -> lacks.add(KNOWN.lacking(name)));
        platforms(settings).forEach((key, given) -> {
            List<String> missing = given.missing();
            lacks.addAll(lacking(key, missing));
            if (missing.isEmpty()) {
                lacks.addAll(hindering(settings, key));
            }
            if (!missing.contains("adapter")
                    && PROTOCOLS.stream().noneMatch(one -> one.name().equals(given.adapter()))) {
                lacks.add(ADAPTER.lacking(key, given.adapter(), names()));
            }
        });
        return lacks;
    }

    private static List<Lack> hindering(Environment environment, String key) {
        WrongValues wrong = new WrongValues();
        PlatformSettings settings = Binder.get(environment)
                .bind(ConfigurationPropertyName.adapt(PREFIX + key, '.'), Bindable.of(PlatformSettings.class), wrong)
                .orElse(null);
        List<Lack> lacks = new ArrayList<>(wrong.lacks());
        if (settings != null) {
            PROTOCOLS.stream()
                    .filter(one -> one.name().equals(settings.adapter()))
                    .forEach(one -> lacks.addAll(lacking(key, one.missing(settings))));
            if (!Protocol.isBlank(settings.sslBundle()) && !isUsable(environment, settings.sslBundle())) {
                lacks.add(BUNDLE.lacking(key, settings.sslBundle()));
            }
        }
        return lacks;
    }

    private static String names() {
        return PROTOCOLS.stream().map(Protocol::name).sorted().collect(Collectors.joining("/"));
    }

    private static List<Lack> lacking(String platform, List<String> keys) {
        return keys.stream()
                .map(key -> GIVEN.of(PREFIX + platform + "." + key, platform))
                .toList();
    }

    private static boolean isUsable(Environment environment, String bundle) {
        try {
            return Bundles.named(environment, bundle)
                    .map(SslBundle::createSslContext)
                    .isPresent();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Of properties and variables those that end in no key of a platform. */
    private static List<String> unknown(ConfigurableEnvironment environment) {
        List<String> keys = PlatformSettings.keys().toList();
        List<String> variables = keys.stream()
                .flatMap(key -> Stream.of(key.replace("-", ""), key.replace('-', '_')))
                .map(key -> "_" + key.replace('.', '_').toUpperCase(Locale.ROOT))
                .toList();
        List<String> unknown = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    boolean variable = source instanceof SystemEnvironmentPropertySource
                            && name.startsWith(PREFIX_OF_VARIABLES)
                            && variables.stream().noneMatch(name.replaceAll("_\\d+$", "")::endsWith);
                    boolean property = name.startsWith(PREFIX)
                            && keys.stream().noneMatch(key -> plain(name).endsWith("." + plain(key)));
                    if (variable || property) {
                        unknown.add(name);
                    }
                }
            }
        }
        return unknown.stream().distinct().sorted().toList();
    }

    /** Spring takes a key with capitals, too. */
    private static String plain(String key) {
        return key.replaceAll("\\[\\d+]$|-", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        Map<String, Given> platforms = platforms(settings);
        return platforms.isEmpty()
                ? List.of(THERE.lacking())
                : platforms.entrySet().stream()
                        .filter(platform ->
                                String.valueOf(platform.getValue().url()).startsWith("http://"))
                        .map(platform -> ENCRYPTED.lacking(platform.getKey()))
                        .toList();
    }
}
