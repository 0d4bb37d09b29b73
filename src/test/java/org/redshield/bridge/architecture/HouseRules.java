package org.redshield.bridge.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * How the house is laid out, as rules that can fail. They are written for any root package, so that a small house full of
 * offenders can prove that each of them does.
 */
final class HouseRules {

    /** Ways of working together. */
    private static final List<String> COOPERATIONS =
            List.of("assistance", "disposition", "clues", "transfer", "campaign", "reconciliation", "indicators");

    /** Features that work on cases; the lower ones know nothing of them. */
    private static final List<String> CASES =
            Stream.concat(COOPERATIONS.stream(), Stream.of("oversight")).toList();

    /** What cooperations do alike; stands between them and the services. */
    private static final String CASEWORK = "casework";

    /** What every cooperation needs. */
    private static final List<String> SERVICES =
            List.of("exchange", "letter", "platform", "evidence", "deadline", "work");

    /** What a case is to all of them. */
    private static final String CASE = "cases";

    private static final String ORGANISATIONS = "bureau";

    private static final Set<String> INJECTIONS = Set.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.inject.Inject",
            "jakarta.annotation.Resource");

    private final String bridge;
    private final String sandbox;
    private final String verifier;

    HouseRules(String bridge, String sandbox, String verifier) {
        this.bridge = bridge;
        this.sandbox = sandbox;
        this.verifier = verifier;
    }

    /** Every rule under a short name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("bureau is the ground floor", organisationsKnowNoFeature());
        rules.put("cases stands low", casesStandsLow());
        rules.put("services know no case", servicesKnowNoCase());
        rules.put("casework knows no cooperation", caseworkKnowsNoCooperation());
        rules.put("no circles", noCircles());
        rules.put("cooperations know none another", noCooperationKnowsAnother());
        rules.put("the case file is on top", nobodyKnowsTheCaseFile());
        rules.put("own tables only", SqlTables.rule(bridge));
        rules.put("the engine knows no feature", engineKnowsNoFeature());
        rules.put("bridge without sandbox", bridgeWithoutSandbox());
        rules.put("sandbox without bridge", sandboxWithoutBridge());
        rules.put("the verifier stands alone", verifierAlone());
        rules.put("engine internals", engineInternals());
        rules.put("engine types", engineTypes());
        rules.put("declared variables", declaredVariables());
        rules.put("thin steps", thinSteps());
        rules.put("one class of steps", oneClassOfSteps());
        rules.put("one door for letters", oneDoorForLetters());
        rules.put("plain records", plainRecords());
        rules.put("no Date", noDate());
        rules.put("one source of time", oneSourceOfTime());
        rules.put("constructor injection", constructorInjection());
        rules.put("no console", noConsole());
        // A rule about a folder that is not there yet has nothing to say; that it can fail is proved by the fixtures.
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private ArchRule organisationsKnowNoFeature() {
        return noClasses()
                .that()
                .resideInAPackage(feature(ORGANISATIONS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(features(CASES, List.of(CASEWORK), SERVICES))
                .as("Organisations are what everything else stands on: bureau imports no other feature");
    }

    private ArchRule casesStandsLow() {
        return noClasses()
                .that()
                .resideInAPackage(feature(CASE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(features(CASES, SERVICES, List.of(CASEWORK, "casefile")))
                .as("What a case is, every feature may know: cases imports none of them, they contribute to it");
    }

    private ArchRule servicesKnowNoCase() {
        return noClasses()
                .that()
                .resideInAnyPackage(features(SERVICES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(features(CASES, List.of(CASEWORK)))
                .as(
                        "Dependencies run one way: exchange, letter, platform, evidence, deadline and work import no feature that"
                                + " works on cases");
    }

    private ArchRule caseworkKnowsNoCooperation() {
        return noClasses()
                .that()
                .resideInAPackage(feature(CASEWORK))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(features(CASES))
                .as("What cooperations do alike knows none of them: each says by an IncomingKind what is its own");
    }

    private ArchRule noCircles() {
        return slices().assignedFrom(slicedBy(
                        Stream.of(CASES, SERVICES, List.of(CASEWORK, CASE, ORGANISATIONS, "access", "casefile"))
                                .flatMap(List::stream)
                                .toList()))
                .should()
                .beFreeOfCycles()
                .as("Features do not import each other in circles");
    }

    private ArchRule noCooperationKnowsAnother() {
        return slices().assignedFrom(slicedBy(COOPERATIONS))
                .should()
                .notDependOnEachOther()
                .as("One cooperation starts another by an order (cases.Orders) and imports nothing of it");
    }

    private SliceAssignment slicedBy(List<String> features) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return features.stream()
                        .filter(feature -> isIn(javaClass, feature))
                        .findFirst()
                        .map(SliceIdentifier::of)
                        .orElse(SliceIdentifier.ignore());
            }

            @Override
            public String getDescription() {
                return "features";
            }
        };
    }

    private ArchRule nobodyKnowsTheCaseFile() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(feature("casefile"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(feature("casefile"))
                .as("The case file shows what the features know; nothing imports casefile");
    }

    private ArchRule engineKnowsNoFeature() {
        return noClasses()
                .that()
                .resideInAPackage(feature("engine"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(features(
                        CASES,
                        List.of(
                                CASEWORK,
                                "exchange",
                                "letter",
                                "platform",
                                "evidence",
                                "work",
                                ORGANISATIONS,
                                "casefile"))))
                .as("engine is wiring: it imports no feature but deadline, whose clocks it triggers");
    }

    private ArchRule bridgeWithoutSandbox() {
        return noClasses()
                .that()
                .resideInAPackage(bridge + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(sandbox + "..")
                .as("The bridge never imports the sandbox: its jar does not contain it");
    }

    private ArchRule sandboxWithoutBridge() {
        return noClasses()
                .that()
                .resideInAPackage(sandbox + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(bridge + "..")
                .as("The sandbox stands for somebody else's system: it never imports the bridge");
    }

    private ArchRule verifierAlone() {
        return noClasses()
                .that()
                .resideInAPackage(verifier + "..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(verifier + "..", "java..", "org.bouncycastle..")
                .as(
                        "Who checks evidence need not trust us: the verifier knows the JDK, Bouncy Castle, and nothing of ours");
    }

    private ArchRule engineInternals() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(feature("engine"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda.bpm.engine.impl..")
                .as("Only engine imports org.camunda.bpm.engine.impl: the way to a maintained fork stays open");
    }

    private ArchRule engineTypes() {
        return noClasses()
                .that(resideOutsideOfPackages(
                        feature("engine"), feature("access"), feature("casefile"), bridge + ".*.process.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .as("Engine types stay in engine, access, casefile and the process packages that hold the steps");
    }

    private ArchRule declaredVariables() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(feature("engine"))
                .should()
                .callMethodWhere(target(nameMatching("(get|set|has|remove)Variables?(Local|Typed|LocalTyped|Async)?"))
                        .and(target(owner(resideInAnyPackage("org.camunda.."))))
                        .and(DescribedPredicate.describe("but for the case file", call -> !looksAtTask(call))))
                .as(
                        "Process variables are read and written through their declaration, engine.Variable, never by a string");
    }

    private ArchRule thinSteps() {
        return noClasses()
                .that(holdSteps())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "java.net.http..")
                .as("A step reads variables, calls one service and writes variables; SQL and HTTP belong to services");
    }

    private ArchRule oneClassOfSteps() {
        return noClasses()
                .that(holdSteps())
                .and()
                .resideOutsideOfPackage(feature("engine"))
                .and(DescribedPredicate.describe(
                        "are no …Steps", javaClass -> !javaClass.getSimpleName().endsWith("Steps")))
                .should()
                .beAssignableTo(Object.class)
                .as("The steps of a process are the bean methods of its one …Steps class");
    }

    private static DescribedPredicate<JavaClass> holdSteps() {
        return DescribedPredicate.describe(
                "hold steps",
                javaClass -> javaClass.isAssignableTo(JavaDelegate.class)
                        || javaClass.getMethods().stream()
                                .anyMatch(method -> method.getRawReturnType().isAssignableTo(JavaDelegate.class)));
    }

    private ArchRule oneDoorForLetters() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(feature("exchange"), feature("letter"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(bridge + ".exchange.Outbox")
                .orShould()
                .callMethodWhere(target(nameMatching("issue|receipt|passed"))
                        .and(target(owner(nameMatching(".*\\.letter\\.Letters")))))
                .as("Letters leave by exchange.Correspondence, which knows their numbers, envelopes and receipts");
    }

    private ArchRule plainRecords() {
        return noClasses()
                .that(areRecordsOfTheDomain())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.camunda..")
                .as("The domain is plain Java: a feature's records import neither Spring nor Camunda");
    }

    private ArchRule noDate() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(feature("engine"), bridge + ".*.process..", "org.redshield.verifier..")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".evidence.log.KeyFiles")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".evidence.log.LocalTimeStamper")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".evidence.log.Tokens")
                .should()
                .dependOnClassesThat(anyOf(Date.class, Calendar.class, GregorianCalendar.class))
                .as(
                        "Time is an Instant; java.util.Date and Calendar stay in engine and the process packages, because the engine's API still has them, and where Bouncy Castle's has");
    }

    private ArchRule oneSourceOfTime() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(feature("engine"))
                .should()
                .callMethodWhere(target(nameMatching("now"))
                        .and(target(owner(anyOf(
                                Instant.class,
                                LocalDate.class,
                                LocalDateTime.class,
                                OffsetDateTime.class,
                                ZonedDateTime.class))))
                        .and(DescribedPredicate.describe(
                                "without a clock", call -> call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isAssignableTo(Clock.class)))))
                .as("What time it is comes from the InstantSource, so that a test can move it");
    }

    private ArchRule constructorInjection() {
        return fields().should(new ArchCondition<JavaField>("not be injected") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        for (JavaAnnotation<?> annotation : field.getAnnotations()) {
                            if (INJECTIONS.contains(annotation.getRawType().getName())) {
                                events.add(SimpleConditionEvent.violated(
                                        field,
                                        field.getDescription() + " is injected with @"
                                                + annotation.getRawType().getSimpleName() + " in "
                                                + field.getSourceCodeLocation()));
                            }
                        }
                    }
                })
                .as("What a class needs stands in its constructor; no field is injected");
    }

    private ArchRule noConsole() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(bridge + ".BridgeApplication")
                .and()
                // A program of its own, whose answer this is.
                .doNotHaveFullyQualifiedName("org.redshield.verifier.Verify")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .as("Only BridgeApplication writes to the console, before there is a log; everything else logs");
    }

    /** From outside an execution a declared name can only be handed to the engine's service, with the names wanted. */
    private boolean looksAtTask(JavaCall<?> call) {
        return isIn(call.getOriginOwner(), "casefile")
                && call.getTargetOwner().isEquivalentTo(TaskService.class)
                && call.getName().equals("getVariables")
                && call.getTarget().getRawParameterTypes().size() == 2;
    }

    /** Records of a feature but for what Spring itself binds, and for the classes around a use case. */
    private DescribedPredicate<JavaClass> areRecordsOfTheDomain() {
        return DescribedPredicate.describe(
                "are records of the domain",
                javaClass -> javaClass.isRecord()
                        && Stream.of(CASES, SERVICES, List.of(CASE, ORGANISATIONS))
                                .flatMap(List::stream)
                                .anyMatch(feature -> isIn(javaClass, feature))
                        && !isBoundBySpring(javaClass));
    }

    private static boolean isBoundBySpring(JavaClass javaClass) {
        return javaClass.isAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
                || javaClass
                        .getEnclosingClass()
                        .map(HouseRules::isBoundBySpring)
                        .orElse(false);
    }

    private boolean isIn(JavaClass javaClass, String feature) {
        String name = javaClass.getPackageName();
        return name.equals(bridge + "." + feature) || name.startsWith(bridge + "." + feature + ".");
    }

    private String feature(String name) {
        return bridge + "." + name + "..";
    }

    @SafeVarargs
    private String[] features(List<String>... groups) {
        return Stream.of(groups).flatMap(List::stream).map(this::feature).toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> anyOf(Class<?>... types) {
        Set<String> names = Stream.of(types).map(Class::getName).collect(Collectors.toSet());
        return DescribedPredicate.describe("any of " + names, javaClass -> names.contains(javaClass.getName()));
    }
}
