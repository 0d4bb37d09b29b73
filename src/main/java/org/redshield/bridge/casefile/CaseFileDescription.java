package org.redshield.bridge.casefile;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import org.redshield.bridge.cases.CaseSection;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the features' lists among the fields of the case file. */
@Configuration(proxyBeanMethods = false)
class CaseFileDescription {

    @Bean
    OpenApiCustomizer listsOfTheCaseFile(List<CaseSection> sections) {
        return api -> {
            Schema<?> file = api.getComponents().getSchemas().get("CaseFile");
            file.getProperties().remove("sections");
            for (CaseSection section : sections) {
                section.lists().forEach((name, type) -> {
                    ResolvedSchema item = ModelConverters.getInstance()
                            .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
                    item.referencedSchemas.forEach(api.getComponents()::addSchemas);
                    file.addProperty(name, new ArraySchema().items(item.schema));
                });
            }
        };
    }
}
