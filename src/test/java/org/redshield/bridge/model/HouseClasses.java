package org.redshield.bridge.model;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Those that speak of a type, and who of them reads whose fields; what libraries' classes are is not looked up. */
    static JavaClasses speakingOf(Class<?> type) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> names(location.asURI(), type))
                    .importPackages(ROOT);
        });
    }

    /** A class's file holds the names of the types that it uses as they are: asked before it is taken apart. */
    private static boolean names(URI file, Class<?> type) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)
                    .contains(type.getName().replace('.', '/'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
