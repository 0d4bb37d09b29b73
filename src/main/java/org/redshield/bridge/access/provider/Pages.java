package org.redshield.bridge.access.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.redshield.bridge.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;

/** The few pages on the way to the provider and back. They are complete in themselves: nobody is signed in yet. */
final class Pages {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    private Pages() {}

    /** Goes to the provider by itself, with the whole address: what follows its # no server sees. */
    static void toProvider(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.UNAUTHORIZED, "登录", """
                <p>正在转到统一身份认证……</p>
                <p><a href="%1$s/sign-in">没有自动转到时请点这里登录</a></p>
                <script src="%1$s/bridge/to-sign-in.js"></script>
                """.formatted(request.getContextPath()));
    }

    /** Tells the page that waits in another window. */
    static void signedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.OK, "已登录", """
                <p>已登录。请回到原来的窗口继续办理，本窗口可以关闭。</p>
                <script src="%s/bridge/signed-in.js"></script>
                """.formatted(request.getContextPath()));
    }

    static void signedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.OK, "已退出登录", """
                <p>已退出登录。</p>
                <p><a href="%s/sign-in?another=true">重新登录</a></p>
                """.formatted(request.getContextPath()));
    }

    static void refused(HttpServletRequest request, HttpServletResponse response, HttpStatus status, Refusal refusal)
            throws IOException {
        write(request, response, status, "不能登录", """
                <p role="alert">%s</p>
                <p><a href="%s/sign-in?another=true">重新登录</a></p>
                """.formatted(
                        HtmlUtils.htmlEscape(refusal.getMessage(), "UTF-8"), request.getContextPath()));
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String title, String body)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write("""
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head><meta charset="UTF-8"><meta name="viewport" content="width=device-width"><title>%1$s · 红盾云桥</title>
                <style>body{font:16px/1.7 sans-serif;max-width:36em;margin:12vh auto;padding:0 1em;color:#222}
                h1{font-size:1.3em}a{color:#0b5394}</style></head>
                <body><main><h1>%1$s</h1>
                %2$s</main></body></html>
                """.formatted(title, body));
    }
}
