package org.redshield.bridge.engine.rule;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.util.ClassUtils;

/**
 * The only expressions that a model may hold. Nothing is evaluated.
 *
 * <pre>
 * expression = "${" or "}"
 * or         = and { ("||" | "or") and }
 * and        = comparison { ("&amp;&amp;" | "and") comparison }
 * comparison = unary [ ("==" | "!=" | "&lt;" | "&gt;" | "&lt;=" | "&gt;=" | the same as words) unary ]
 * unary      = { "!" | "not" | "empty" } primary
 * primary    = "(" or ")" | literal | variable | "execution." ("tenantId" | "processBusinessKey")
 *            | step | bean "." property | bean "." method "(" [ argument { "," argument } ] ")"
 * argument   = literal | variable | "execution." …
 * </pre>
 */
@RequiredArgsConstructor
final class Expressions {

    /** What the gate has to say about one: the key of the sentence and what stands in it. */
    record Problem(String code, String what, String allowed) {

        /** Whether it is no expression of ours at all. */
        boolean isOfGrammar() {
            return code.equals("expression-form") || code.equals("expression-grammar");
        }
    }

    /**
     * @param variables the process variables that it reads
     * @param beans what it asks beside: steps, value beans, the execution
     */
    record Read(Set<String> variables, Set<String> beans, List<Problem> problems) {}

    private static final Set<String> EXECUTION = Set.of("tenantId", "processBusinessKey");
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(\\d+(?:\\.\\d+)?)|('[^'\\\\]*'|\"[^\"\\\\]*\")"
            + "|([A-Za-z_]\\w*)|(\\|\\||&&|==|!=|<=|>=|[<>!().,]))");
    private static final Set<String> OR = Set.of("||", "or");
    private static final Set<String> AND = Set.of("&&", "and");
    private static final Set<String> COMPARISONS =
            Set.of("==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge");
    private static final Set<String> UNARY = Set.of("!", "not", "empty");
    private static final Set<String> WORDS =
            Set.of("or", "and", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod", "instanceof");
    /** More than anybody writes, and less than would exhaust the stack of who reads it. */
    private static final int LONGEST = 1_000;

    private static final int LONGEST_SHOWN = 200;
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final Vocabulary house;
    private final Map<String, Read> known = new HashMap<>();

    /** Whether the engine would evaluate it. */
    static boolean isOne(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** Reads the whole text as one expression. */
    Read read(String text) {
        return known.computeIfAbsent(text, this::readOnce);
    }

    private Read readOnce(String text) {
        String trimmed = text.strip();
        Reading reading = new Reading();
        if (!trimmed.startsWith("${") || !trimmed.endsWith("}") || trimmed.length() < 4) {
            reading.problem("expression-form", shown(trimmed), "");
            return reading.result();
        }
        try {
            reading.parse(trimmed.substring(2, trimmed.length() - 1));
        } catch (NotInGrammar e) {
            reading.problem("expression-grammar", shown(trimmed), shown(e.getMessage()));
        }
        return reading.result();
    }

    static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /** Where the grammar ends. */
    private static final class NotInGrammar extends RuntimeException {
        NotInGrammar(String where) {
            super(where, null, false, false);
        }
    }

    private final class Reading {

        private final Set<String> variables = new TreeSet<>();
        private final Set<String> beans = new TreeSet<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> tokens = new ArrayList<>();
        private int next;
        private int asked;

        Read result() {
            return new Read(variables, beans, List.copyOf(problems));
        }

        void problem(String code, String what, String allowed) {
            problems.add(new Problem(code, what, allowed));
        }

        void parse(String text) {
            if (text.length() > LONGEST) {
                throw new NotInGrammar(text);
            }
            Matcher matcher = TOKEN.matcher(text);
            int at = 0;
            while (at < text.length() && !text.substring(at).isBlank()) {
                if (!matcher.find(at) || matcher.start() != at) {
                    throw new NotInGrammar(text.substring(at).strip());
                }
                tokens.add(matcher.group().strip());
                at = matcher.end();
            }
            or();
            if (next < tokens.size()) {
                throw new NotInGrammar(rest());
            }
        }

        private void or() {
            and();
            while (takes(OR)) {
                and();
            }
        }

        private void and() {
            comparison();
            while (takes(AND)) {
                comparison();
            }
        }

        /** What is always the same decides nothing, or all. */
        private void comparison() {
            int first = next;
            int before = asked;
            unary();
            if (takes(COMPARISONS)) {
                unary();
            }
            if (asked == before) {
                problem("expression-constant", String.join(" ", tokens.subList(first, next)), "");
            }
        }

        private void unary() {
            while (takes(UNARY)) {
                // One after the other.
            }
            if (takes(Set.of("("))) {
                or();
                require(")");
            } else {
                primary();
            }
        }

        private void primary() {
            if (isLiteral(peek())) {
                next++;
                return;
            }
            asked++;
            String name = name();
            if (!takes(Set.of("."))) {
                if (house.steps().containsKey(name)) {
                    beans.add(name);
                } else {
                    variable(name);
                }
                return;
            }
            String member = name();
            beans.add(name);
            if (name.equals("execution") && EXECUTION.contains(member)) {
                return;
            }
            boolean call = takes(Set.of("("));
            List<String> arguments = call ? arguments() : List.of();
            member(name, member, call, arguments);
        }

        private List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            if (takes(Set.of(")"))) {
                return arguments;
            }
            do {
                int first = next;
                argument();
                arguments.add(String.join("", tokens.subList(first, next)));
            } while (takes(Set.of(",")));
            require(")");
            return arguments;
        }

        private void argument() {
            if (isLiteral(peek())) {
                next++;
                return;
            }
            String name = name();
            if (takes(Set.of("."))) {
                String member = name();
                if (!name.equals("execution") || !EXECUTION.contains(member)) {
                    throw new NotInGrammar(name + "." + member);
                }
                return;
            }
            variable(name);
        }

        private void variable(String name) {
            variables.add(name);
            if (house.valueBeans().containsKey(name)) {
                problem("expression-bean-alone", name, "");
            } else if (!house.declares(name)) {
                problem("expression-variable", name, "");
            }
        }

        private void member(String bean, String member, boolean call, List<String> arguments) {
            Class<?> type = house.valueBeans().get(bean);
            if (type == null) {
                problem(
                        "expression-bean",
                        bean,
                        String.join("、", new TreeSet<>(house.valueBeans().keySet())));
            } else if (call
                    ? methods(type).noneMatch(method -> method.getName().equals(member) && takes(method, arguments))
                    : methods(type).noneMatch(method -> isGetter(method, member))) {
                problem(
                        call ? "expression-method" : "expression-property",
                        bean + "." + member,
                        String.join(
                                "、",
                                methods(type).map(Method::getName).collect(Collectors.toCollection(TreeSet::new))));
            } else if (call && asksForAnother(type, member, arguments)) {
                problem("expression-tenant", bean + "." + member, "");
            }
        }

        /** What a variable holds, nobody knows here. */
        private boolean takes(Method method, List<String> arguments) {
            return method.getParameterCount() == arguments.size()
                    && IntStream.range(0, arguments.size())
                            .allMatch(i -> !isLiteral(arguments.get(i))
                                    || isOf(method.getParameterTypes()[i], arguments.get(i)));
        }

        /** A process asks for its own organisation only. */
        private boolean asksForAnother(Class<?> type, String member, List<String> arguments) {
            return methods(type)
                    .filter(method -> method.getName().equals(member) && method.getParameterCount() == arguments.size())
                    .anyMatch(method -> IntStream.range(0, arguments.size())
                            .anyMatch(i -> method.getParameters()[i].getName().equals("tenant")
                                    && !arguments.get(i).equals("execution.tenantId")));
        }

        private String name() {
            String token = peek();
            if (!token.matches("[A-Za-z_]\\w*") || WORDS.contains(token) || CONSTANTS.contains(token)) {
                throw new NotInGrammar(rest());
            }
            next++;
            return token;
        }

        private boolean takes(Set<String> wanted) {
            if (next < tokens.size() && wanted.contains(tokens.get(next))) {
                next++;
                return true;
            }
            return false;
        }

        private void require(String token) {
            if (!takes(Set.of(token))) {
                throw new NotInGrammar(rest());
            }
        }

        private String peek() {
            if (next >= tokens.size()) {
                throw new NotInGrammar("}");
            }
            return tokens.get(next);
        }

        private String rest() {
            return next < tokens.size() ? String.join(" ", tokens.subList(next, tokens.size())) : "}";
        }
    }

    private static boolean isLiteral(String token) {
        return CONSTANTS.contains(token)
                || Character.isDigit(token.charAt(0))
                || token.charAt(0) == '\''
                || token.charAt(0) == '"';
    }

    private static boolean isOf(Class<?> type, String literal) {
        if (Character.isDigit(literal.charAt(0))) {
            return ClassUtils.resolvePrimitiveIfNecessary(type) == Integer.class && literal.matches("\\d{1,9}");
        }
        return CONSTANTS.contains(literal)
                ? ClassUtils.resolvePrimitiveIfNecessary(type) == Boolean.class
                : type.isAssignableFrom(String.class);
    }

    /** What a bean says that models may ask of it. */
    static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> method.isAnnotationPresent(AskedByModels.class));
    }

    /** Whether the method is how the property is read. */
    static boolean isGetter(Method method, String property) {
        String capital = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        return method.getParameterCount() == 0
                && (method.getName().equals("get" + capital) || method.getName().equals("is" + capital));
    }
}
