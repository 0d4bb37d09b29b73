package org.redshield.bridge.letter.pdf;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import java.util.regex.Pattern;

/** Templates of pages that become PDFs, and what may stand in them. */
public final class PageTemplates {

    /**
     * What cannot stand in XML, and what turns the direction of writing: a browser would show the approver other words than those
     * that are sent.
     */
    private static final Pattern NOT_SAID =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]"
                    + "|[\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private PageTemplates() {}

    /** Those of that folder of the class path. They are read once, call nothing, and a page that fails is none. */
    public static Configuration in(String folder) {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassLoaderForTemplateLoading(PageTemplates.class.getClassLoader(), folder);
        templates.setDefaultEncoding("UTF-8");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return templates;
    }

    /** The text without what no page can say. */
    public static String said(String text) {
        return NOT_SAID.matcher(text).replaceAll("");
    }
}
