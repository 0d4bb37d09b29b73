package org.redshield.bridge.engine.rule;

/**
 * One thing that is wrong with a deployment, as the modeler reads it.
 *
 * @param code which rule found it; for tests and statistics, the reader needs the sentence
 * @param element the id of the element, field, row or cell; of the process or the file's own id where there is none nearer
 * @param sentence what is wrong, in Chinese
 * @param remedy what to do about it, in Chinese
 */
public record Finding(String code, String file, String element, Severity severity, String sentence, String remedy) {

    /** An error refuses; a hint may be overridden with a reason. */
    public enum Severity {
        ERROR,
        HINT
    }

    /** One line of the answer. */
    public String line() {
        String where = element.isEmpty() ? file : file + " " + element;
        return (severity == Severity.HINT ? "【提示】" : "【错误】") + where + "：" + sentence + remedy;
    }
}
