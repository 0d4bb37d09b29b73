package org.redshield.bridge.platform.top;

import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.platform.gateway.PlatformAdapter.Protocol;
import org.redshield.bridge.platform.gateway.PlatformSettings;

/** A name at the Taobao Open Platform and the secret that signs our calls. */
final class TopProtocol implements Protocol {

    static final String NAME = "top";

    private static final String APP_KEY = "app-key";
    private static final String APP_SECRET = "app-secret";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> keys() {
        return List.of(APP_KEY, APP_SECRET);
    }

    @Override
    public List<String> missing(PlatformSettings settings) {
        return Stream.of(APP_KEY, APP_SECRET)
                .filter(key -> Protocol.isBlank(key.equals(APP_KEY) ? settings.appKey() : settings.appSecret()))
                .toList();
    }
}
