package org.redshield.bridge.cases.retention;

import java.time.Period;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * The schedule: what is kept how long, from when, and on what law that stands. Its names stand in docs/personal-data.md and on
 * record with every deletion; docs/retention.md is made of it.
 */
@Getter
@RequiredArgsConstructor
public enum Retained {
    /** Rows in tables; the sealed files from which they can be built again stay with the case. */
    RECORDS(
            "平台答复的数据行（交易、物流、支付、登录等）",
            "bridge.retention.records",
            Period.ofYears(1),
            "取得数据的单位和收到该数据的单位都办结之日",
            "个人信息保护法第十九条、第四十七条：处理目的已经实现的，应当删除；行政诉讼法第四十六条的六个月起诉期限届满后，不再需要逐条查询",
            "数据行从表中删除；封存的原始文件随案卷保存，需要时可以恢复"),
    REPORTER(
            "举报人的姓名、证件号码、电话、地址",
            "bridge.retention.reporter",
            Period.ofYears(5),
            "该举报的全部线索办结之日",
            "投诉举报处理办法第三十七条：保密；行政诉讼法第四十六条：自行政行为作出之日起超过五年提起诉讼的，人民法院不予受理；个人信息保护法第四十七条",
            "整行删除，证据日志中只留下不能还原的承诺值"),
    DRAFT(
            "表单中已填写、未提交的内容",
            "bridge.drafts.kept",
            Period.ofDays(30),
            "最后一次修改之日",
            "个人信息保护法第十九条：实现处理目的所必要的最短时间",
            "整行删除；只有本人能看，不是案件材料，不受保全影响"),
    /** What carried letters and receipts; these stand in the file. */
    ENVELOPE(
            "单位之间传递文书和回执的信封（发件箱、收件箱）",
            "bridge.retention.envelopes",
            Period.ofYears(1),
            "各单位都办结、案内最后一个信封送达之日",
            "个人信息保护法第十九条、第四十七条：处理目的已经实现的，应当删除；行政诉讼法第四十六条的六个月起诉期限届满后，不再需要查证传递经过",
            "整案的信封从表中删除；文书、回执和签收记录随案卷保存"),
    HISTORY(
            "流程引擎的历史：步骤、任务、操作记录，不含内容",
            "historyTimeToLive",
            Period.ofYears(10),
            "流程实例结束之日；随系统发布的流程都写 10 年，自行部署的流程可以写短，少于 1 年（365 日）的不能部署",
            "市场监督管理行政处罚程序规定第七十八条：案卷记载办理经过；引擎的历史只供查看流程图",
            "每日 22 时至次日 5 时分批删除；案件记录不受影响"),
    /** Moved, not lost: the file of the case draws it as before. */
    COLD(
            "已办结案件的流程经过：步骤、任务、操作记录，不含内容",
            "bridge.retention.cold",
            Period.ofYears(2),
            "各单位都办结、案内最后一个流程结束之日；平台答复的数据行须已删除",
            "市场监督管理行政处罚程序规定第七十八条：立卷归档；行政诉讼法第四十六条的六个月起诉期限届满后，不再需要随时查询",
            "从流程引擎移入加密的归档文件（冷归档），步骤在案卷中照常查看；归档文件与案卷同样保存，不自动删除"),
    /** Tens of millions of rows; the tables that they were read from stay with the evidence. */
    RECONCILIATION(
            "涉网主体比对的逐行数据：网店、比对结果、不予接收的行",
            "bridge.retention.imports",
            Period.ofYears(2),
            "比对结束之日；生成的线索须已办结，并且没有期限内的比对与它对照",
            "个人信息保护法第十九条、第四十七条：处理目的已经实现的，应当删除；行政诉讼法第四十六条的六个月起诉期限届满后，不再需要逐行查询",
            "分批从表中删除；上传的表、经人员认定的网店及其认定、线索的来源仍然保存"),
    IMPORT_REFUSAL(
            "批量导入线索时不予接收的行：行号、字段、原因",
            "bridge.retention.imports",
            Period.ofYears(2),
            "导入结束之日",
            "个人信息保护法第十九条、第四十七条：处理目的已经实现的，应当删除",
            "分批整行删除；导入的各项数目仍然保存"),
    NOTICE(
            "消息中心的提醒",
            "bridge.notices.kept",
            Period.ofDays(90),
            "提醒发出之日",
            "个人信息保护法第十九条：实现处理目的所必要的最短时间",
            "整行删除；提醒所说的事记在案件里"),
    NUMBER(
            "防止重复的痕迹：已送交平台的编号",
            "bridge.numbers.kept",
            Period.ofDays(90),
            "写入之日",
            "个人信息保护法第十九条：实现处理目的所必要的最短时间",
            "整行删除；必须长于从备份恢复可能退回的时间"),
    /** By platform.poll.PlatformEvents, whose time stamps let nothing in that is older than minutes. */
    PLATFORM_NOTICE("防止重复的痕迹：已收平台通知", "", Period.ofDays(7), "收到之日", "个人信息保护法第十九条：实现处理目的所必要的最短时间", "整行删除；更晚的重复由签名时间戳拒绝"),
    /** By outcome.SentSteps. */
    SUBMISSION("提交结果：谁在哪一步提交了什么决定", "", Period.ofDays(2), "提交之日", "个人信息保护法第十九条：实现处理目的所必要的最短时间", "整行删除；办理经过记在案件里"),
    CASE(
            "案卷：文书、证据、案件记录、线索、审批、期限、案内消息",
            "",
            Period.ZERO,
            "",
            "市场监督管理行政处罚程序规定第七十八条：立卷归档；档案法第二十一条：禁止擅自销毁档案，销毁须经鉴定并按规定的程序",
            "系统不自动删除；保管期限届满后由档案部门鉴定，在系统之外按程序处理"),
    /** Moved, not lost, by access.audit.AccessBatches. */
    ACCESS(
            "谁看了什么、谁登录失败",
            "bridge.audit.keep",
            Period.ofYears(1),
            "封存之日",
            "网络安全法：网络日志留存不少于六个月；个人信息保护法第五十六条：处理情况记录至少保存三年",
            "每小时由归档文件代替表中的行，可以下载和核验；归档文件与证据一并保存，不自动删除。审计记录启用以前的密码错误记录（wrong_password）不再增加，不自动删除"),
    DIRECTORY("工作人员名录和个人设置", "", Period.ZERO, "", "文书上的承办人须能查证（市场监督管理行政处罚程序规定第七十八条）", "随名录文件更新；系统不自动删除"),
    SYSTEM("系统管理记录：恢复后的放行、发布、节假日安排", "", Period.ZERO, "", "网络安全法：留存不少于六个月", "系统不自动删除");

    /** As an officer reads it. */
    private final String title;

    /** Which setting says how long; empty where none does. */
    private final String setting;

    /** How long unless the setting says otherwise; zero for what is never deleted by itself. */
    private final Period usual;

    /** Since when it counts. */
    private final String from;

    /** The law that says so. */
    private final String basis;

    /** What becomes of it. */
    private final String how;
}
