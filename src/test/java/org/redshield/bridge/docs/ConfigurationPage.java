package org.redshield.bridge.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.redshield.bridge.operations.requirement.Requirements;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.StringUtils;

/** docs/configuration.md: our settings as the build found them in their classes, and the few of Spring's that matter. */
final class ConfigurationPage {

    /** The metadata knows a map, not what a platform is made of; GeneratedDocsTest holds this beside the record. */
    static final Map<String, String> PLATFORM = ordered(
            "adapter",
                    "protocol that the platform speaks: `top`, the Taobao Open Platform, or `rest`, the published API"
                            + " (docs/platforms.md)",
            "url", "address of the gateway, e.g. `https://eco.taobao.com/router/rest`, or of the API up to `/v1`",
            "name", "what officers read; the key, where it is missing",
            "home-bureau", "division code of the bureau where the platform's operator sits",
            "file-hosts",
                    "hosts (`host:port`, or `host` for the scheme's own port) from which files may be fetched besides the gateway's own host and port",
            "app-key", "`top`: our name at the platform",
            "app-secret", "`top`: secret that signs our calls",
            "sign-method", "`top`: `hmac-sha256` (default), `hmac` or `md5`",
            "session", "`top`: session key, where the platform asks for one",
            "token-url", "`rest`: where access tokens are had (OAuth 2.0 client credentials)",
            "client-id", "`rest`: our name there",
            "client-secret", "`rest`: our secret there",
            "scope", "`rest`: the scope asked for, where the platform wants one",
            "ssl-bundle",
                    "name of the `spring.ssl.bundle` with our client certificate, the trusted authorities or both",
            "webhook-secret",
                    "signs the events that the platform sends us, at least 32 characters; without it none is taken",
            "pace.calls-per-second", "most calls a second from all nodes together, half of them submissions; `40`",
            "pace.submissions", "most requests and dispositions under way at once from one node; `2`",
            "pace.loads", "most answers brought in at once on one node; `2`",
            "pace.connect-timeout", "longest wait for a connection; `3s`",
            "pace.call-timeout", "longest time of a whole call; `15s`, and no more",
            "pace.stall-timeout", "longest time in which a download may bring next to nothing; `30s`");

    private static final Map<String, String> OF_SPRING = ordered(
            "spring.datasource.url", "the database, `jdbc:postgresql://host:5432/bridge`; without it no start",
            "spring.datasource.username", "its user; the owner of the schema, unless `spring.liquibase.user` is",
            "spring.datasource.password", "its password",
            "spring.liquibase.user",
                    "the owner of the schema, who migrates it; the other user may then only do what the application does, and not change what only grows",
            "spring.liquibase.password", "its password",
            "spring.liquibase.enabled",
                    "`false` where `--migrate` migrates by itself, with the owner's account, and nodes do without that account; they then"
                            + " start on nothing but a database of their release",
            "spring.datasource.hikari.maximum-pool-size",
                    "connections of one node; PostgreSQL's `max_connections` must hold those of all nodes",
            "spring.profiles.active", "`demo` loads the demonstration's organisations and users; empty in production",
            "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                    "who issues the bearer tokens for `/api` and `/engine-rest` where people sign in with passwords of the"
                            + " bridge; the user is taken from `preferred_username`, else `sub`. Not looked at with"
                            + " `bridge.sign-in.issuer`, which has an audience of its own",
            "spring.security.oauth2.resourceserver.jwt.audiences",
                    "what this bridge is called by that issuer (`aud`); without it no token is taken",
            "server.port", "application port, environment variable `SERVER_PORT`",
            "server.servlet.session.timeout",
                    "how long an idle sign-in with a password lasts (Spring Boot: 30m), exact to a minute; with a provider see `bridge.sign-in.idle`",
            "management.server.port", "metrics and health for operators, environment variable `MANAGEMENT_PORT`",
            "spring.mail.host",
                    "the mail server for notices, with `spring.mail.port`, `spring.mail.username` and `spring.mail.password`;"
                            + " without it and `bridge.mail.from` no mail is sent",
            "spring.mail.ssl.enabled",
                    "`true` where the mail server's port is encrypted from the first byte on (465); where it is by STARTTLS (587), set"
                            + " `spring.mail.properties.mail.smtp.starttls.required` instead",
            "spring.lifecycle.timeout-per-shutdown-phase", "how long a stopping node may finish what it has begun");

    /** One row of the metadata; the same key may be read by several classes. */
    record Setting(String key, String type, String defaultValue, String meaning) {}

    private ConfigurationPage() {}

    static String render(Path metadata, Path applicationYaml) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Generated from the settings' classes; do not edit. Regenerate with `%s`.

                Settings come, later ones winning, from `application.yml` in the jar, an `application.yml` beside it,
                environment variables and the command line. As an environment variable `bridge.api.basic` is
                `BRIDGE_API_BASIC`: dots become underscores, dashes vanish. What stops the start says the
                [list of requirements](#what-an-installation-needs), all of it at once. Durations are written `30s`, `5m`,
                `2h` or `PT30S`; sizes `4GB`; files `file:/etc/redshield/officers.csv`.
                """.formatted(GeneratedDocsTest.COMMAND));
        Map<String, Setting> settings = read(metadata);
        table(page, "The bridge", settings, "bridge.");
        page.append("""

                ## A platform

                One group of keys per platform, `bridge.platforms.<key>.…`; the key is the platform's tenant, e.g. `taobao`.

                | key | environment variable | meaning |
                |---|---|---|
                """);
        PLATFORM.forEach(
                (key, meaning) -> page.append("| `bridge.platforms.<key>.%s` | `BRIDGE_PLATFORMS_<KEY>_%s` | %s |\n"
                        .formatted(key, key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT), meaning)));
        springTable(page, applicationYaml);
        table(page, "The sandbox platform", settings, "sandbox.");
        requirements(page);
        return page.toString();
    }

    /** The list that the start and {@code --check} ask. */
    private static void requirements(StringBuilder page) {
        page.append("""

                ## What an installation needs

                The start looks at this list before anything else, and so does `--check`: both say the same sentence, with the
                setting and its environment variable. What **stops** no node starts without; what is **needed** must be there
                before the first real case, and what is *advised* can come later: both `--check` alone says. A `…` stands for
                what was found.

                """);
        for (Requirement one : Requirements.all()) {
            page.append("### ").append(one.about()).append("\n\n| | what is said | settings |\n|---|---|---|\n");
            one.demands()
                    .forEach(demand -> page.append("| %s | %s<br>%s | %s |\n"
                            .formatted(
                                    switch (demand.weight()) {
                                        case STOPS -> "**stops**";
                                        case NEEDED -> "**needed**";
                                        case ADVISED -> "*advised*";
                                    },
                                    said(demand.chinese()),
                                    said(demand.english()),
                                    demand.settings().stream()
                                            .map(key -> "`%s` `%s`"
                                                    .formatted(
                                                            key,
                                                            Demand.variable(key).orElseThrow()))
                                            .collect(Collectors.joining("<br>")))));
            page.append('\n');
        }
        page.setLength(page.length() - 1);
    }

    private static String said(String sentence) {
        return sentence.replace("{}", "…")
                .replace("%s", "…")
                .replace("<", "&lt;")
                .replace("|", "\\|");
    }

    static Map<String, Setting> read(Path metadata) throws IOException {
        JsonNode properties = new ObjectMapper().readTree(metadata.toFile()).path("properties");
        return new TreeMap<>(StreamSupport.stream(properties.spliterator(), false)
                .map(ConfigurationPage::setting)
                .collect(Collectors.toMap(Setting::key, setting -> setting, ConfigurationPage::both)));
    }

    private static Setting setting(JsonNode property) {
        return new Setting(
                property.path("name").asText(),
                type(property.path("type").asText()),
                defaultValue(property.path("defaultValue")),
                plain(property.path("description").asText("")));
    }

    private static Setting both(Setting one, Setting other) {
        String meaning = one.meaning().equals(other.meaning()) ? one.meaning() : one.meaning() + "; " + other.meaning();
        return new Setting(one.key(), one.type(), one.defaultValue(), meaning);
    }

    private static void table(StringBuilder page, String title, Map<String, Setting> settings, String prefix) {
        page.append("\n## ").append(title).append("\n\n");
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        settings.values().stream()
                .filter(setting ->
                        setting.key().startsWith(prefix) && !setting.key().equals("bridge.platforms"))
                .forEach(setting -> page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(setting.key(), setting.type(), code(setting.defaultValue()), setting.meaning())));
    }

    private static void springTable(StringBuilder page, Path applicationYaml) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource(applicationYaml));
        Properties ours = yaml.getObject();
        page.append("""

                ## Of Spring Boot, what an installation sets

                | key | our value | meaning |
                |---|---|---|
                """);
        OF_SPRING.forEach((key, meaning) -> page.append(
                "| `%s` | %s | %s |\n".formatted(key, code(String.valueOf(ours.getOrDefault(key, ""))), meaning)));
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String defaultValue(JsonNode value) {
        if (value.isArray()) {
            List<String> values = new ArrayList<>();
            value.forEach(each -> values.add(each.asText()));
            return String.join(", ", values);
        }
        return value.asText("").replaceAll("^\\[|]$", "");
    }

    private static String type(String type) {
        String simple = type.replaceAll("[a-z]+\\.", "").replaceAll(".*\\$", "");
        return switch (simple) {
            case "String" -> "text";
            case "Boolean" -> "true or false";
            case "Integer", "Long", "Double" -> "number";
            case "Duration" -> "duration";
            case "DataSize" -> "size";
            case "Path" -> "path";
            case "LocalTime" -> "time of day";
            case "LocalDate" -> "date";
            case "Optional<Resource>", "Resource" -> "file";
            case "List<Duration>" -> "durations";
            case "List<String>", "Set<String>" -> "texts";
            case "Map<String,String>" -> "text by key";
            case "Source>" -> "source by key";
            default -> "`" + simple + "`";
        };
    }

    /** Javadoc as Markdown. */
    private static String plain(String javadoc) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < javadoc.length()) {
            if (javadoc.startsWith("{@", at)) {
                int end = Placeholders.closing(javadoc, at);
                text.append('`')
                        .append(javadoc, javadoc.indexOf(' ', at) + 1, end)
                        .append('`');
                at = end + 1;
            } else {
                text.append(javadoc.charAt(at++));
            }
        }
        return StringUtils.capitalize(text.toString().replace("|", "\\|"));
    }

    private static Map<String, String> ordered(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
