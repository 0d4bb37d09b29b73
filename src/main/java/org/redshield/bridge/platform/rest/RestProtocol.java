package org.redshield.bridge.platform.rest;

import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.platform.gateway.PlatformAdapter.Protocol;
import org.redshield.bridge.platform.gateway.PlatformSettings;

/** A way to prove who we are: an access token, for which there is an address, a name and a secret, or a client certificate. */
final class RestProtocol implements Protocol {

    static final String NAME = "rest";

    private static final String TOKEN_URL = "token-url";
    private static final String CLIENT_ID = "client-id";
    private static final String CLIENT_SECRET = "client-secret";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> keys() {
        return List.of(TOKEN_URL, CLIENT_ID, CLIENT_SECRET);
    }

    @Override
    public List<String> missing(PlatformSettings settings) {
        boolean byCertificate = settings.tokenUrl() == null && !Protocol.isBlank(settings.sslBundle());
        return byCertificate
                ? List.of()
                : Stream.of(TOKEN_URL, CLIENT_ID, CLIENT_SECRET)
                        .filter(key -> Protocol.isBlank(
                                switch (key) {
                                    case CLIENT_ID -> settings.clientId();
                                    case CLIENT_SECRET -> settings.clientSecret();
                                    default -> settings.tokenUrl() == null ? "" : TOKEN_URL;
                                }))
                        .toList();
    }
}
