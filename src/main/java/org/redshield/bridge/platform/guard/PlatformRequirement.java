package org.redshield.bridge.platform.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.operations.Requirement;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A platform to ask, over a line that nobody reads. */
class PlatformRequirement implements Requirement {

    @Override
    public List<Lack> lacking(Environment settings, Optional<JdbcClient> database) {
        Map<String, PlatformSettings> platforms = Binder.get(settings)
                .bind("bridge.platforms", Bindable.mapOf(String.class, PlatformSettings.class))
                .orElse(Map.of());
        if (platforms.isEmpty()) {
            return List.of(Lack.needed(
                    "没有接入任何平台，请设置 bridge.platforms.<平台>.url 等项",
                    "no platform is connected; set bridge.platforms.<key>.url and what belongs to it"));
        }
        return platforms.entrySet().stream()
                .filter(platform -> String.valueOf(platform.getValue().url()).startsWith("http://"))
                .sorted(Map.Entry.comparingByKey())
                .map(platform -> Lack.needed(
                        "平台 " + platform.getKey() + " 的接口地址没有加密（http://），请改用 https://",
                        "the interface of " + platform.getKey() + " is not encrypted (http://); use https://"))
                .toList();
    }
}
