package org.redshield.bridge.access.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.ratelimit.Load;
import org.redshield.bridge.operations.Standby;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How often a person may take something along in a day: what is beyond somebody's work is noticed on the day itself. And nobody waits
 * for what cannot be put on record now.
 */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class ExportQuota implements WebMvcConfigurer, HandlerInterceptor {

    private final ObjectProvider<JdbcClient> jdbc;
    private final ObjectProvider<InstantSource> clock;
    private final ObjectProvider<Standby> standby;
    private final AuditSettings settings;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    /** @throws Refusal access.exports-used-up, operations.standby-away-record, and what {@link Load#download} refuses */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Optional<Treatment> treatment = Treatment.of(request);
        if (treatment.filter(Treatment::first).isPresent()) {
            Load.of(request).ifPresent(Load::download);
            standby.getObject().requireForRecord();
        }
        boolean export = treatment.filter(Treatment::export).isPresent();
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        // What platforms and calendars fetch bears a signature or a secret, and no person.
        if (export && signedIn != null && signedIn.getPrincipal() instanceof Caller caller) {
            require(caller);
        }
        return true;
    }

    private void require(Caller caller) {
        var midnight = ChinaTime.day(clock.getObject().instant())
                .atStartOfDay(ChinaTime.ZONE)
                .toInstant();
        long today = jdbc.getObject()
                .sql("select count(*) from access_log where user_id = ? and at >= ? and what = any(?)")
                .params(caller.userId(), Rows.timestamp(midnight), AuditAct.exports())
                .query(Long.class)
                .single();
        if (today >= settings.exports()) {
            throw new Refusal("access.exports-used-up", settings.exports());
        }
    }
}
