package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.UUID;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Sends the new session's cross-site token with the answer to a sign-in. The web application would send it only with the
 * next read; a write that comes first carries the old token, is refused, and the person is signed out again.
 */
@Configuration(proxyBeanMethods = false)
class SignInToken {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> signInTokenFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                // Held back, so that the cookie can still be added when the session is there.
                var held = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, held);
                HttpSession session = request.getSession(false);
                if (session != null
                        && session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME) == null
                        && held.getStatus() == HttpServletResponse.SC_OK) {
                    giveToken(request, held, session);
                }
                held.copyBodyToResponse();
            }
        });
        registration.addUrlPatterns("/camunda/api/admin/auth/user/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    private static void giveToken(HttpServletRequest request, HttpServletResponse response, HttpSession session) {
        String token = UUID.randomUUID().toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
        session.setAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME, token);
        ResponseCookie cookie = ResponseCookie.from(CsrfConstants.CSRF_TOKEN_DEFAULT_COOKIE_NAME, token)
                .path(request.getContextPath() + "/camunda")
                .sameSite("Lax")
                .secure(request.isSecure())
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        response.setHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME, token);
    }
}
