package org.redshield.bridge.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
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
import org.redshield.bridge.engine.ProcessSteps;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the house is laid out, as rules that can fail. They are written for any root package, so that a small house full of
 * offenders can prove that each of them does.
 */
final class HouseRules {

    /** The faces of the house, which nobody imports. */
    private static final List<String> FACES =
            List.of("auditor", "casefile", "desk", "dossier", "drafts", "outcome", "screens", "modeling");

    /** What the cooperations stand on, from top to bottom. A feature that is named nowhere is a cooperation. */
    private static final List<String> FLOORS = List.of(
            "casework",
            "platform",
            "deadline",
            "exchange",
            "letter",
            "evidence",
            "cases",
            "restoreguard",
            "work",
            "bureau",
            "access",
            "engine",
            "reader",
            "keys",
            "installation",
            "operations");

    /** The cooperation that needs another, and whom: it knows the other's room {@code api}, and the edges form no circle. */
    private static final Map<String, Set<String>> EDGES = Map.of(
            "campaign", Set.of("clues", "indicators", "oversight"),
            "clues", Set.of("referral"),
            "disposition", Set.of("indicators"),
            "messages", Set.of("campaign", "clues"),
            "reconciliation", Set.of("clues"));

    /** What a floor asks of one above it by an interface that one feature implements; the list only gets shorter. */
    private static final Set<String> STILL_IMPLEMENTED_ABOVE = Set.of(
            "access.Tenants",
            "access.audit.AuditTrail$Holders",
            "access.provider.OtherNodes",
            "cases.Unmasking$OpenedAbove",
            "engine.EndedClaim$Recorder",
            "engine.TaskNews",
            "engine.account.Appointments",
            "engine.account.Hierarchy",
            "engine.account.Passwords",
            "engine.duty.Duties",
            "engine.form.DecidedUpon",
            "engine.form.FurtherInput",
            "engine.form.KeptOut",
            "engine.form.Legibility",
            "engine.form.UnsentInput",
            "engine.job.JobNews",
            "engine.view.FollowedCases",
            "evidence.EvidenceGrants",
            "evidence.PersonalFiles",
            "evidence.PersonalFiles$MaskedCopy",
            "evidence.UploadTaker",
            "exchange.AnswerNews",
            "platform.poll.DispositionAnswers",
            "restoreguard.MarkPlace");

    private static final int MOST_DEPENDENCIES = 10;

    /** Beans with more; the list only gets shorter. */
    private static final Set<String> STILL_WITH_MORE = Set.of(
            "clues.intake.ImportWork",
            "engine.wiring.EngineConfiguration",
            "evidence.EvidenceController",
            "evidence.EvidencePackages",
            "reconciliation.ReconciliationController",
            "reconciliation.ReconciliationWork");

    /** What others may know of platform: its words, its requests, and these. */
    private static final Set<String> DOORS_OF_PLATFORM =
            Set.of("guard.Gateways", "work.Polling", "poll.DispositionAnswers");

    private static final String BEAN = "org.springframework.context.annotation.Bean";

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
        rules.put("downwards", dependenciesRunDown());
        rules.put("features without circles", featuresWithoutCircles());
        rules.put("rooms", roomsWithoutCircles());
        rules.put("edges in the open", edgesInTheOpen());
        rules.put("few dependencies", fewDependencies());
        rules.put("doors of platform", platformByItsDoors());
        rules.put("own tables only", SqlTables.rule(bridge));
        rules.put("bridge without sandbox", bridgeWithoutSandbox());
        rules.put("sandbox without bridge", sandboxWithoutBridge());
        rules.put("the verifier stands alone", verifierAlone());
        rules.put("engine internals", engineInternals());
        rules.put("engine types", engineTypes());
        rules.put("declared variables", declaredVariables());
        rules.put("thin steps", thinSteps());
        rules.put("one class of steps", oneClassOfSteps());
        rules.put("one door for letters", oneDoorForLetters());
        rules.put("persons are named", personsAreNamed());
        rules.put("plain records", plainRecords());
        rules.put("no Date", noDate());
        rules.put("one door to keys", oneDoorToKeys());
        rules.put("one source of time", oneSourceOfTime());
        rules.put("constructor injection", constructorInjection());
        rules.put("no console", noConsole());
        rules.put("one way for tables", oneWayForTables());
        rules.put("rows as a list", rowsAsAList());
        rules.put("files are read by readers", filesAreReadByReaders());
        // A rule about a folder that is not there yet has nothing to say; that it can fail is proved by the fixtures.
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private ArchRule dependenciesRunDown() {
        return classes()
                .that()
                .resideInAPackage(bridge + "..")
                .should(new ArchCondition<JavaClass>("import only floors below their own") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        String mine = feature(javaClass);
                        for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                            String other = feature(dependency.getTargetClass());
                            if (isInHouse(dependency.getTargetClass())
                                    && !other.equals(mine)
                                    && floor(other) <= floor(mine)
                                    && !isEdge(mine, other, dependency.getTargetClass())) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                    }
                })
                .as("Dependencies run one way: the faces " + FACES
                        + ", which nobody imports; the cooperations, of which none imports another but by the edges "
                        + EDGES + " to its room api; then " + FLOORS
                        + ", each below the one before it");
    }

    /** @return the smaller the higher */
    private static int floor(String feature) {
        if (feature.isEmpty()) {
            return FLOORS.size() + 2;
        }
        int below = FLOORS.indexOf(feature);
        return FACES.contains(feature) ? 0 : below < 0 ? 1 : below + 2;
    }

    private boolean isEdge(String from, String to, JavaClass target) {
        return EDGES.getOrDefault(from, Set.of()).contains(to)
                && target.getPackageName().equals(bridge + "." + to + ".api");
    }

    private ArchRule featuresWithoutCircles() {
        return slices().matching(bridge + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("Features do not import each other in circles");
    }

    private ArchRule edgesInTheOpen() {
        return classes()
                .that(DescribedPredicate.describe(
                        "are interfaces of the house",
                        javaClass -> isInHouse(javaClass) && javaClass.isInterface() && !javaClass.isAnnotation()))
                .should(new ArchCondition<>("not be implemented by one feature above alone") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        List<JavaClass> by = Stream.concat(
                                        javaClass.getAllSubclasses().stream().filter(one -> !one.isInterface()),
                                        javaClass.getMethodsWithReturnTypeOfSelf().stream()
                                                .filter(method -> method.isAnnotatedWith(BEAN))
                                                // What it makes of a class was counted with the class.
                                                .filter(method -> method.getConstructorCallsFromSelf().stream()
                                                        .noneMatch(call -> call.getTargetOwner()
                                                                .isAssignableTo(javaClass.getName())))
                                                .map(JavaMember::getOwner))
                                .toList();
                        boolean hidden = by.size() == 1 && !feature(by.get(0)).equals(feature(javaClass));
                        if (hidden != STILL_IMPLEMENTED_ABOVE.contains(named(javaClass))) {
                            events.add(SimpleConditionEvent.violated(
                                    javaClass,
                                    named(javaClass) + (hidden ? " is implemented by " + by : " is mended")));
                        }
                    }
                })
                .as("Where one feature needs another it imports it: no interface with one implementer hides the edge");
    }

    private ArchRule fewDependencies() {
        return classes()
                .that()
                .resideInAPackage(bridge + "..")
                .should(new ArchCondition<>("have at most " + MOST_DEPENDENCIES + " dependencies") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        boolean bean = javaClass.isMetaAnnotatedWith("org.springframework.stereotype.Component");
                        int most = Stream.concat(
                                        javaClass.getConstructors().stream().filter(one -> bean),
                                        javaClass.getMethods().stream().filter(method -> method.isAnnotatedWith(BEAN)))
                                .mapToInt(one -> one.getRawParameterTypes().size())
                                .max()
                                .orElse(0);
                        if (most > MOST_DEPENDENCIES != STILL_WITH_MORE.contains(named(javaClass))) {
                            events.add(SimpleConditionEvent.violated(javaClass, named(javaClass) + " has " + most));
                        }
                    }
                })
                .as("A bean has at most " + MOST_DEPENDENCIES + " dependencies");
    }

    private String named(JavaClass javaClass) {
        return javaClass.getName().substring(bridge.length() + 1);
    }

    private ArchRule roomsWithoutCircles() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                        return isInHouse(javaClass)
                                ? SliceIdentifier.of(javaClass.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "rooms";
                    }
                })
                .should()
                .beFreeOfCycles()
                .as("Rooms do not import each other in circles; a feature's own folder is one of its rooms");
    }

    private ArchRule platformByItsDoors() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(feature("platform"))
                .should()
                .dependOnClassesThat(resideInAPackage(feature("platform"))
                        .and(resideOutsideOfPackages(
                                feature("platform.dataset"), feature("platform.gateway"), feature("platform.request")))
                        .and(DescribedPredicate.describe("are no door", javaClass -> DOORS_OF_PLATFORM.stream()
                                .noneMatch(
                                        door -> outermost(javaClass).getName().equals(bridge + ".platform." + door)))))
                .as(
                        "How a platform is spoken to is platform's own: others know the rooms dataset, gateway and request, and "
                                + DOORS_OF_PLATFORM.stream().sorted().toList());
    }

    private static JavaClass outermost(JavaClass javaClass) {
        return javaClass.getEnclosingClass().map(HouseRules::outermost).orElse(javaClass);
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
                .resideOutsideOfPackages(
                        verifier + "..",
                        "java..",
                        "javax.security.auth.x500..",
                        "com.sun.net.httpserver..",
                        "org.bouncycastle..")
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
                        feature("engine"),
                        feature("access"),
                        feature("casefile"),
                        feature("desk"),
                        bridge + ".*.process.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .as("Engine types stay in engine, access, casefile, desk and the process packages that hold the steps");
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
                .as("The steps of a process are the table of its one …Steps class");
    }

    private static DescribedPredicate<JavaClass> holdSteps() {
        return DescribedPredicate.describe(
                "hold steps",
                javaClass -> javaClass.isAssignableTo(JavaDelegate.class)
                        || javaClass.isAssignableTo(ProcessSteps.class)
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
                .callMethodWhere(target(nameMatching("issue|file|receipt|passed"))
                        .and(target(owner(nameMatching(".*\\.letter\\.Letters")))))
                .as("Letters leave by exchange.Correspondence, which knows their numbers, envelopes and receipts");
    }

    private ArchRule personsAreNamed() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(feature("bureau"))
                .should()
                .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("an officer's telephone as it stands") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return access.getTarget().getName().equals("phone")
                                && access.getTargetOwner().getName().equals(bridge + ".bureau.Officer");
                    }
                })
                .as(
                        "Who names an officer before others asks Officer.named, which refuses what would go out without his telephone");
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
                .resideOutsideOfPackages(
                        feature("engine"),
                        bridge + ".*.process..",
                        bridge + ".letter.seal..",
                        bridge + ".keys..",
                        "org.redshield.verifier..")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".casefile.CaseTasks")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".evidence.log.LocalTimeStamper")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".evidence.log.TimeStampTokens")
                .should()
                .dependOnClassesThat(anyOf(Date.class, Calendar.class, GregorianCalendar.class))
                .as(
                        "Time is an Instant; java.util.Date and Calendar stay in engine and where tasks and processes are read, because the engine's API still has them, and where certificates and Bouncy Castle's have");
    }

    private ArchRule oneDoorToKeys() {
        return noClasses()
                .that()
                .resideInAPackage(bridge + "..")
                .and()
                .resideOutsideOfPackage(bridge + ".keys..")
                .should()
                .callMethodWhere(target(nameMatching("getInstance"))
                        .and(target(owner(resideInAnyPackage("java.security..", "javax.crypto..")))))
                .orShould()
                .callConstructorWhere(target(owner(resideInAPackage("org.bouncycastle.jce.provider.."))))
                .as(
                        "What signs, hashes, authenticates and encrypts is asked of keys: no other package asks Java for an algorithm");
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

    private ArchRule rowsAsAList() {
        return noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .as("Rows are read as a list: a stream that nobody closes keeps its connection for ever");
    }

    private ArchRule oneWayForTables() {
        return noClasses()
                .that()
                .resideInAPackage(bridge + "..")
                .and()
                .doNotHaveFullyQualifiedName(bridge + ".CsvFile")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.commons.csv.CSVPrinter")
                .as("CSV leaves by CsvFile, whose cells no spreadsheet executes");
    }

    /** Those who read what no person sent: tables of the program, and what an operator lays into a folder. */
    private static final Set<String> OWN_TABLES = Set.of(
            "bureau.Divisions",
            "bureau.DirectoryLoader",
            "bureau.GivenDirectory",
            "deadline.calendar.PackagedCalendar",
            // Of operators only, and no longer than a letter.
            "deadline.calendar.CalendarReader");

    private ArchRule filesAreReadByReaders() {
        return noClasses()
                .that()
                .resideInAPackage(bridge + "..")
                .and()
                .resideOutsideOfPackage(feature("reader.process"))
                .and(DescribedPredicate.describe(
                        "read no table of their own",
                        javaClass -> !OWN_TABLES.contains(
                                outermost(javaClass).getName().substring(bridge.length() + 1))))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "take files apart",
                        javaClass -> javaClass.getName().startsWith("org.apache.commons.csv.CSVParser")
                                || javaClass.getName().startsWith("org.apache.commons.csv.CSVRecord")
                                || javaClass.getPackageName().startsWith("org.dhatim.fastexcel")
                                || javaClass.getPackageName().startsWith("com.fasterxml.aalto")
                                || javaClass.getPackageName().startsWith("org.duckdb")
                                || javaClass.getName().equals("java.util.zip.ZipFile")
                                || javaClass.getName().equals("java.util.zip.ZipInputStream")))
                .orShould()
                .dependOnClassesThat(resideInAPackage(feature("reader.process"))
                        .and(DescribedPredicate.describe(
                                "are not where a process begins",
                                javaClass -> !javaClass.getSimpleName().equals("ReaderProcess"))))
                .as("What people upload is taken apart by the reader process, and its libraries are used nowhere else");
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

    /** Records of a feature but for what Spring itself binds, and for beans that are no more than what they need. */
    private DescribedPredicate<JavaClass> areRecordsOfTheDomain() {
        return DescribedPredicate.describe(
                "are records of the domain",
                javaClass -> javaClass.isRecord()
                        && isInHouse(javaClass)
                        && !FACES.contains(feature(javaClass))
                        && !Set.of("", "access", "engine").contains(feature(javaClass))
                        && !isBoundBySpring(javaClass));
    }

    private static boolean isBoundBySpring(JavaClass javaClass) {
        return javaClass.isAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
                || javaClass.isAnnotatedWith("org.springframework.stereotype.Component")
                || javaClass.isMetaAnnotatedWith("org.springframework.stereotype.Component")
                || javaClass
                        .getEnclosingClass()
                        .map(HouseRules::isBoundBySpring)
                        .orElse(false);
    }

    private boolean isIn(JavaClass javaClass, String feature) {
        return isInHouse(javaClass) && feature(javaClass).equals(feature);
    }

    private boolean isInHouse(JavaClass javaClass) {
        return (javaClass.getPackageName() + ".").startsWith(bridge + ".");
    }

    /** The folder below the house's own; empty for what lies there itself. */
    private String feature(JavaClass javaClass) {
        return SqlTables.feature(bridge, javaClass);
    }

    private String feature(String name) {
        return bridge + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> anyOf(Class<?>... types) {
        Set<String> names = Stream.of(types).map(Class::getName).collect(Collectors.toSet());
        return DescribedPredicate.describe("any of " + names, javaClass -> names.contains(javaClass.getName()));
    }
}
