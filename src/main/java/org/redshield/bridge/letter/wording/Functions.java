package org.redshield.bridge.letter.wording;

import static java.util.Map.entry;

import freemarker.core.Environment;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.Map;
import java.util.function.Function;

/** {@link Wording} as templates call it: {@code ${prose(reason)}}. */
public final class Functions {

    private static final Map<String, Function<String, Object>> ALL = Map.ofEntries(
            entry("plain", Wording::plain),
            entry("quoted", Wording::quoted),
            entry("listed", Wording::listed),
            entry("fits", Wording::fits),
            entry("clause", Wording::clause),
            entry("ground", Wording::ground),
            entry("sentence", Wording::sentence),
            entry("prose", Wording::prose),
            entry("below", Wording::below),
            entry("matter", Wording::matter),
            entry("day", Wording::day),
            entry("law", Wording::law));

    private Functions() {}

    /** Makes them known to what is written now, whatever fields it has. */
    public static void into(Environment writing) {
        ALL.forEach((name, function) -> writing.setGlobalVariable(
                name, (TemplateMethodModelEx) arguments -> function.apply(text(name, arguments.get(0)))));
    }

    private static String text(String function, Object argument) throws TemplateModelException {
        try {
            if (argument instanceof TemplateScalarModel text) {
                return text.getAsString();
            }
            if (argument instanceof TemplateNumberModel number) {
                return number.getAsNumber().toString();
            }
        } catch (TemplateException e) {
            throw new TemplateModelException(e);
        }
        throw new TemplateModelException(function + " takes a text");
    }
}
