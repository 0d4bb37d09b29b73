package org.redshield.bridge.access.page;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.redshield.bridge.access.SignIn;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of ours, a frame in {@code pages/}: it holds nothing itself. Its script asks for what it shows, and is told what the person
 * may see.
 */
public final class OwnPage {

    /** Where they are, for what has to know before anybody is signed in; a test finds one that is not among them. */
    public static final Pattern PATHS = Pattern.compile(
            "/cases/[\\w-]+|/record|/imports|/dispatch|/reconciliation|/oversight|/campaigns|/sign-in-step|/accounts");

    /** Scripts and styles are files of ours. Where a letter lies open, it is a page of ours too. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final String frame;

    /** @param name of its file in {@code pages/}, in which {@code $HEAD} is what all have in common */
    public OwnPage(String name) {
        frame = file(name).replace("$HEAD\n", file("head.html"));
    }

    private static String file(String name) {
        try {
            return new ClassPathResource("pages/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ResponseEntity<String> answer(HttpServletRequest request) {
        return answer(request, HttpStatus.OK, Map.of());
    }

    /** @param words what stands in the frame for {@code $NAME}, as text */
    public ResponseEntity<String> answer(HttpServletRequest request, HttpStatus status, Map<String, String> words) {
        String page = with(frame, "TOKEN", SignIn.token(request).orElse(""));
        for (Map.Entry<String, String> word : words.entrySet()) {
            page = with(page, word.getKey(), word.getValue());
        }
        return ResponseEntity.status(status)
                .header("Content-Security-Policy", POLICY)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(page);
    }

    private static String with(String page, String name, String text) {
        return page.replace("$" + name, HtmlUtils.htmlEscape(text));
    }
}
