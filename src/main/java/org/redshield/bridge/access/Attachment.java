package org.redshield.bridge.access;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** How an answer names a file that is to be saved, never shown by the browser within our own pages. */
public final class Attachment {

    private Attachment() {}

    /** RFC 6266: the name in UTF-8, and for old programs an ASCII stand-in, without RFC 2047's encoded words. */
    public static String named(String name) {
        String ascii = name.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\]", "_");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''"
                + UriUtils.encode(name, StandardCharsets.UTF_8);
    }
}
