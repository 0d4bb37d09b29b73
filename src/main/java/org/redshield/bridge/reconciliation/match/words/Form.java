package org.redshield.bridge.reconciliation.match.words;

import java.util.List;

/** What kind of subject a name says it is, by how it ends. 有限公司 and 有限责任公司 are two. The order is that in which names are tried. */
public enum Form {
    BRANCH("分公司", "支公司", "分店", "分厂", "支行", "分行", "营业厅", "营业所", "营业部", "代表处", "分理处", "办事处"),
    JOINT_STOCK("股份有限公司"),
    LIABILITY_IN_FULL("有限责任公司"),
    LIABILITY("有限公司"),
    COMPANY("公司"),
    PARTNERSHIP("合伙企业(有限合伙)", "合伙企业(普通合伙)", "合伙企业"),
    COOPERATIVE("专业合作社", "合作社"),
    BUSINESS("经营部", "服务部", "门市部", "商行", "工作室", "加工厂", "厂", "店", "中心", "场", "社", "部"),
    /** Nothing that says it. */
    UNSAID();

    private static final Form[] ALL = values();

    private final List<String> endings;

    Form(String... endings) {
        this.endings = List.of(endings);
    }

    /** How the name ends where it is of this kind; empty where it is not. */
    public String ending(String name) {
        for (String ending : endings) {
            if (name.endsWith(ending)) {
                return ending;
            }
        }
        return "";
    }

    public static Form of(String name) {
        for (Form form : ALL) {
            if (!form.ending(name).isEmpty()) {
                return form;
            }
        }
        return UNSAID;
    }
}
