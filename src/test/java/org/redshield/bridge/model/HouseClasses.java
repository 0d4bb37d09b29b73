package org.redshield.bridge.model;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

/** The classes of the bridge as files; nothing is started. */
final class HouseClasses {

    private static final String ROOT = "org.redshield.bridge";
    /** Each file is read once for all that is looked for. */
    private static final CachingMetadataReaderFactory READ = new CachingMetadataReaderFactory();

    static {
        READ.setCacheLimit(Integer.MAX_VALUE);
    }

    private HouseClasses() {}

    /** Those that the filter finds, made by Spring or not. */
    static Set<BeanDefinition> found(TypeFilter filter) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.setMetadataReaderFactory(READ);
        scanner.addIncludeFilter(filter);
        return scanner.findCandidateComponents(ROOT);
    }

    /** Who reads whose fields, among the bridge's own; what libraries' classes are is not looked up. */
    static JavaClasses amongThemselves() {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);
        });
    }
}
