package org.redshield.bridge.access.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.session.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;

/** Puts Spring Session before everything that asks for a session ({@code spring.session.servlet.filter-order}). */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    /** The cookie holds the id as it is, as the server's own did. */
    @Bean
    DefaultCookieSerializerCustomizer sessionCookie() {
        return cookie -> cookie.setUseBase64Encoding(false);
    }

    /** Afterwards: whoever makes a resolver a bean makes the cookie's settings void. A command that only audits has no filter. */
    @Bean
    SmartInitializingSingleton readOnce(
            ObjectProvider<SessionRepositoryFilter<?>> filter,
            ObjectProvider<CookieSerializer> cookies,
            StoredSessions sessions) {
        return () ->
                filter.ifAvailable(its -> its.setHttpSessionIdResolver(new ReadOnce(cookies.getObject(), sessions)));
    }

    /** None: Spring's own looks in the session, with every file, for what a page left to the next one. Ours leave nothing. */
    @Bean
    FlashMapManager flashMapManager() {
        return new FlashMapManager() {
            @Override
            public FlashMap retrieveAndUpdate(HttpServletRequest request, HttpServletResponse response) {
                return null;
            }

            @Override
            public void saveOutputFlashMap(FlashMap left, HttpServletRequest request, HttpServletResponse response) {
                if (!left.isEmpty()) {
                    throw new IllegalStateException("Nothing is kept from one page to the next");
                }
            }
        };
    }
}
