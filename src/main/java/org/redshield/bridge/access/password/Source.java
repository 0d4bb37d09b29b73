package org.redshield.bridge.access.password;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where a request comes from. */
final class Source {

    /** Calls within the bridge. */
    private static final String LOCAL = "local";

    private Source() {}

    static String ofThisRequest() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? network(attributes.getRequest().getRemoteAddr())
                : LOCAL;
    }

    /** One subscriber has a whole /64 of IPv6 to himself. */
    static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 3 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
    }
}
