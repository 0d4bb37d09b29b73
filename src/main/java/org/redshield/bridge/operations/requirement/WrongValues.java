package org.redshield.bridge.operations.requirement;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.redshield.bridge.WrongSetting;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/** Reads settings to their end, whatever is wrong with them, and keeps what is. In the place of a wrong value the default is read. */
public final class WrongValues extends AbstractBindHandler {

    /** The setting, its value, and what it should be. */
    public static final Demand WRONG = Demand.stops("设置 {} 的值%s不对：%s", "the value%s of {} is wrong: %s");

    private static final int LAST_PORT = 65_535;

    private static final String LONGEST = "(?s)(.{200}).+";
    private static final String SECRET = ".*(password|secret|session|token|access-?key|app-?key|username|spark)\\]?";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]+}");

    private static final Map<Class<?>, List<String>> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put(Duration.class, List.of("时长，例如 30s、5m、2h、1d", "a duration such as 30s, 5m, 2h, 1d"));
        TYPES.put(Period.class, List.of("期间，例如 6m、1y", "a period such as 6m, 1y"));
        TYPES.put(DataSize.class, List.of("大小，例如 512MB、4GB", "a size such as 512MB, 4GB"));
        TYPES.put(Integer.class, List.of("整数", "a whole number"));
        TYPES.put(Long.class, List.of("整数", "a whole number"));
        TYPES.put(Double.class, List.of("数字", "a number"));
        TYPES.put(Boolean.class, List.of("true 或者 false", "true or false"));
        TYPES.put(LocalTime.class, List.of("时刻，例如 15:00", "a time of day such as 15:00"));
        TYPES.put(LocalDate.class, List.of("日期，例如 2026-12-31", "a date such as 2026-12-31"));
        TYPES.put(URI.class, List.of("网址", "an address"));
        TYPES.put(InetAddress.class, List.of("本机的地址", "an address of this machine"));
        TYPES.put(Path.class, List.of("文件或者目录", "a path"));
        TYPES.put(Resource.class, List.of("文件", "a file"));
    }

    private final Map<String, Lack> lacks = new LinkedHashMap<>();

    /** One for each setting, in the order in which they were met. */
    public List<Lack> lacks() {
        return new ArrayList<>(lacks.values());
    }

    /** No amount, size, time or number of ours means anything below zero. */
    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        boolean below = result instanceof Number number && number.doubleValue() < 0
                || result instanceof Duration duration && duration.isNegative()
                || result instanceof Period period && period.isNegative()
                || result instanceof DataSize size && size.isNegative();
        if (isPort(name) && result instanceof Integer port && (port < 0 || port > LAST_PORT)) {
            add(name.toString(), context, List.of("应当是 0 到 65535 的整数", "it should be a whole number from 0 to 65535"));
            return null;
        }
        if (result instanceof URI address && address.getPort() > LAST_PORT) {
            add(
                    name.toString(),
                    context,
                    List.of("端口应当是 0 到 65535 的整数", "its port should be a whole number from 0 to 65535"));
            return null;
        }
        if (below && name.toString().startsWith("bridge.")) {
            add(name.toString(), context, List.of("不能小于零", "it cannot be below zero"));
            return null;
        }
        unresolved(result).ifPresent(placeholder -> add(name.toString(), context, nowhere(placeholder)));
        return result;
    }

    @Override
    public Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        Throwable root = error;
        boolean conversion = false;
        for (Throwable one = error; one != null; one = one.getCause() == one ? null : one.getCause()) {
            root = one;
            conversion |= one instanceof ConversionException;
            Optional<String> placeholder =
                    one instanceof ConversionFailedException failed ? unresolved(failed.getValue()) : Optional.empty();
            if (placeholder.isPresent()) {
                add(name.toString(), context, nowhere(placeholder.get()));
                return null;
            }
            if (one instanceof WrongSetting wrong) {
                String key = wrong.key().isEmpty() ? name.toString() : name + "." + wrong.key();
                add(key, context, List.of(wrong.chinese(), wrong.english()));
                return null;
            }
        }
        String words =
                String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceAll(LONGEST, "$1…");
        add(name.toString(), context, conversion ? expected(target.getType(), words) : List.of(words, words));
        return null;
    }

    private static boolean isPort(ConfigurationPropertyName name) {
        return name.getNumberOfElements() > 1
                && name.getLastElement(ConfigurationPropertyName.Form.UNIFORM).equals("port");
    }

    /** To which the value still refers: what is set nowhere stays as it is written. */
    private static Optional<String> unresolved(Object value) {
        return Optional.ofNullable(value)
                .filter(String.class::isInstance)
                .map(text -> PLACEHOLDER.matcher((String) text))
                .filter(Matcher::find)
                .map(Matcher::group);
    }

    private static List<String> nowhere(String placeholder) {
        return List.of("其中的 " + placeholder + " 没有设置", placeholder + ", to which it refers, is not set");
    }

    private void add(String key, BindContext context, List<String> why) {
        ConfigurationProperty set = context.getConfigurationProperty();
        boolean told = set != null && set.getName().toString().equals(key) && !key.matches(SECRET);
        String value = told ? String.valueOf(set.getValue()).replaceAll(LONGEST, "$1…") : "";
        lacks.putIfAbsent(
                key,
                new Lack(
                        WRONG.weight(),
                        WRONG.of(key, told ? "“" + value + "”" : "", why.get(0)).chinese(),
                        WRONG.of(key, told ? " '" + value + "'" : "", why.get(1))
                                .english()));
    }

    private static List<String> expected(ResolvableType type, String otherwise) {
        Class<?> wanted = org.springframework.util.ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class));
        if (wanted.isEnum()) {
            List<String> names = Arrays.stream(wanted.getEnumConstants())
                    .map(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            return List.of(
                    "应当是 " + String.join("、", names) + " 之一",
                    "it should be one of " + names.stream().collect(Collectors.joining(", ")));
        }
        if (type.hasGenerics() && !TYPES.containsKey(wanted)) {
            ResolvableType element = type.getGeneric(type.getGenerics().length - 1);
            return expected(element, otherwise);
        }
        List<String> known = TYPES.get(wanted);
        return known == null
                ? List.of(otherwise, otherwise)
                : List.of(
                        (known.get(0).startsWith("true") ? "应当是 " : "应当是") + known.get(0),
                        "it should be " + known.get(1));
    }
}
