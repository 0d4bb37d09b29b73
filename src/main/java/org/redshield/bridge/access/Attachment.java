package org.redshield.bridge.access;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

/** How an answer names a file that is to be saved, never shown by the browser within our own pages. */
public final class Attachment {

    private Attachment() {}

    /** The answer is a file of that name: saved, taken for what it says it is, and kept by nobody on the way. */
    public static void on(HttpServletResponse response, String name) {
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, named(name));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** RFC 6266: the name in UTF-8, and for old programs an ASCII stand-in, without RFC 2047's encoded words. */
    public static String named(String name) {
        String ascii = name.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\]", "_");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''"
                + UriUtils.encode(name, StandardCharsets.UTF_8);
    }
}
