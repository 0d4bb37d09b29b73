package org.redshield.bridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/** Whose table is whose, by the change logs; and which classes name a table of another feature in their SQL. */
final class SqlTables {

    private static final Path CHANGE_LOGS = Path.of("src/main/resources/db/changelog");
    private static final Pattern CREATED = Pattern.compile("(?m)^create table (?:if not exists )?(\\w+)");
    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(?:from|join|into|update|table|truncate)\\s+(?:only\\s+)?([a-z_]+)\\b");

    /** A change log is named after its feature, but for these. */
    private static final Map<String, String> FEATURES = Map.ofEntries(
            Map.entry("calendar", "deadline"),
            Map.entry("cold", "archive"),
            Map.entry("numbers", "restoreguard"),
            Map.entry("casefile", "access"),
            Map.entry("access-sessions", "access"),
            Map.entry("access-passwords", "access"),
            Map.entry("access-subjects", "access"),
            Map.entry("access-weights", "access"),
            Map.entry("access-once", "access"),
            Map.entry("cases-decision", "cases"),
            Map.entry("records", "platform"),
            Map.entry("platform-nodes", "platform"),
            Map.entry("record-trace", "platform"),
            Map.entry("pseudonyms", "platform"),
            Map.entry("history", "engine"),
            Map.entry("sealing", "evidence"),
            Map.entry("gate", "engine"),
            Map.entry("finding-answers", "assistance"),
            Map.entry("letter-document", "letter"),
            Map.entry("joint-question", "campaign"),
            Map.entry("joint-rings", "campaign"));

    /** Tables that moved to another feature than the one whose change log made them. */
    private static final Map<String, String> MOVED = Map.ofEntries(
            Map.entry("appointment", "access"),
            Map.entry("case_counter", "cases"),
            Map.entry("enforcement_case", "cases"),
            Map.entry("case_event", "cases"),
            Map.entry("supervision_note", "casework"),
            Map.entry("legal_hold", "cases"),
            Map.entry("deletion", "cases"),
            Map.entry("retention_turn", "cases"),
            Map.entry("search_entry", "cases"),
            Map.entry("search_due", "cases"),
            Map.entry("installation", "installation"),
            Map.entry("numbered_installation", "installation"));

    /** What stands between today and the rule; it only gets shorter. */
    private static final Map<String, String> STILL = Map.of(
            "oversight clock", "supervisors see the deadlines of all bureaus: counted and paged in one statement");

    private SqlTables() {}

    static ArchRule rule(String bridge) {
        Map<String, String> owners = owners();
        return classes()
                .that()
                .resideInAPackage(bridge + "..")
                .should(new ArchCondition<JavaClass>("name only tables of its own feature") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        String feature = feature(bridge, javaClass);
                        texts(javaClass).stream()
                                .flatMap(text -> NAMED.matcher(text).results().map(found -> found.group(1)))
                                .distinct()
                                .filter(owners::containsKey)
                                .filter(table -> !owners.get(table).equals(feature))
                                .filter(table -> !STILL.containsKey(feature + " " + table))
                                .forEach(table -> events.add(SimpleConditionEvent.violated(
                                        javaClass,
                                        javaClass.getName() + " names " + table + ", which is a table of "
                                                + owners.get(table))));
                    }
                })
                .as("A feature's SQL names its own tables only; what others need of it is a method or a contribution");
    }

    /** The folder below the house's own; empty for what lies there itself. */
    static String feature(String bridge, JavaClass javaClass) {
        String name = javaClass.getPackageName();
        return name.startsWith(bridge + ".")
                ? name.substring(bridge.length() + 1).split("\\.")[0]
                : "";
    }

    /** Every table of ours with the feature that owns it. */
    static Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CHANGE_LOGS)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".sql")).toList()) {
                String name = file.getFileName().toString().replace(".sql", "");
                CREATED.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .forEach(table -> owners.put(table, FEATURES.getOrDefault(name, name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        owners.putAll(MOVED);
        return owners;
    }

    /** All texts that stand in the class, also in parts of concatenations. */
    private static Set<String> texts(JavaClass javaClass) {
        Set<String> texts = new HashSet<>();
        Optional<java.net.URI> source = javaClass.getSource().map(from -> from.getUri());
        if (source.isEmpty()) {
            return texts;
        }
        try (InputStream bytes = source.get().toURL().openStream()) {
            new ClassReader(bytes).accept(new Texts(texts), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static final class Texts extends ClassVisitor {

        private final Set<String> texts;

        Texts(Set<String> texts) {
            super(Opcodes.ASM9);
            this.texts = texts;
        }

        private void add(Object constant) {
            if (constant instanceof String text) {
                texts.add(text);
            }
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            add(value);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLdcInsn(Object value) {
                    add(value);
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String of, Handle bootstrap, Object... arguments) {
                    Stream.of(arguments).forEach(Texts.this::add);
                }
            };
        }
    }
}
