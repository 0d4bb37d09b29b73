package org.redshield.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Its jar holds neither the bridge nor what the bridge stands on. */
class SandboxStandsAloneTest {

    private static final JavaClasses SANDBOX = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.redshield.sandbox");

    @Test
    void usesNothingThatItsJarLacks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.redshield.bridge..",
                        "org.camunda..",
                        "org.springframework.security..",
                        "org.springframework.jdbc..",
                        "liquibase..",
                        "org.postgresql..",
                        "org.springdoc..")
                .check(SANDBOX);
    }

    @Test
    void itsPackagesDependOneWay() {
        slices().matching("org.redshield.sandbox.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SANDBOX);
    }
}
