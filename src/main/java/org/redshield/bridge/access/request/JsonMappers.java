package org.redshield.bridge.access.request;

import org.redshield.bridge.engine.input.JsonShape;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The limits of {@link RequestBodies} once more in the mapper that reads what people send, for what comes to it by another way. */
@Configuration(proxyBeanMethods = false)
class JsonMappers {

    @Bean
    Jackson2ObjectMapperBuilderCustomizer withinLimits() {
        return builder ->
                builder.postConfigurer(mapper -> mapper.getFactory().setStreamReadConstraints(JsonShape.CONSTRAINTS));
    }
}
