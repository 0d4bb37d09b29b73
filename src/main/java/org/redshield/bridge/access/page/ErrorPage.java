package org.redshield.bridge.access.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.redshield.bridge.access.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;

/** A refusal as a person's browser shows it; complete in itself. */
final class ErrorPage {

    private ErrorPage() {}

    static void write(HttpServletResponse response, HttpStatus status, String sentence) throws IOException {
        response.setStatus(status.value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
        response.getOutputStream().write("""
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
                <title>%1$s · 红盾云桥</title>
                <style>body{font:18px/1.8 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em;color:#222}h1{font-size:1.4em}</style></head>
                <body><main><h1>%1$s</h1><p>%2$s</p><p><a href="/">返回首页</a></p></main></body></html>
                """.formatted(
                        HtmlUtils.htmlEscape(Problems.title(status), "UTF-8"), HtmlUtils.htmlEscape(sentence, "UTF-8"))
                .getBytes(StandardCharsets.UTF_8));
    }
}
