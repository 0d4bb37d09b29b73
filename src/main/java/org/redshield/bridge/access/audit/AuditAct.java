package org.redshield.bridge.access.audit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What somebody did, or was kept from. The names are on record for ever. */
public enum AuditAct {
    /** The file of a case, or a part of it; subject is the part. */
    CASE(Kind.READ, "查看案卷", true),
    /** A letter, on screen or as the file that was issued. */
    LETTER(Kind.READ, "查看文书", true),
    /** What is kept of a file, without its bytes; subject is the evidence. */
    EVIDENCE(Kind.READ, "查看证据信息", true),
    /** Rows of a dataset, masked; subject is the data request. */
    DATASET_ROWS(Kind.READ, "查看平台数据（已遮盖）"),
    /** The same, as the platform gave them. */
    DATASET_ROWS_UNMASKED(Kind.READ, "查看平台数据（未遮盖）"),
    /** Rows of a dataset as a file, masked; subject is the data request. */
    DATASET_EXPORT(Kind.EXPORT, "导出平台数据（已遮盖）"),
    /** The same, as the platform gave them. */
    DATASET_EXPORT_UNMASKED(Kind.EXPORT, "导出平台数据（未遮盖）"),
    /** A file as it is, in which no platform says anything of persons; subject is the evidence. */
    EVIDENCE_CONTENT(Kind.READ, "查看证据文件"),
    /** What a platform sent, as a copy with persons masked; subject is the evidence. */
    EVIDENCE_MASKED(Kind.READ, "查看证据文件（已遮盖）"),
    /** The same, as the platform sent it. */
    EVIDENCE_UNMASKED(Kind.READ, "查看证据文件（未遮盖）"),
    /** 补充信息 as entered; subject is the case. */
    FURTHER_UNMASKED(Kind.READ, "查看补充信息（未遮盖）"),
    /** Who reported something; subject is the clue. */
    REPORTER(Kind.READ, "查看举报人信息"),
    /** Nothing was shown: who may not know who reported it wrote it in a text of the case; subject is the clue. */
    REPORTER_NAMED(Kind.DENIAL, "在文字中写出了举报人"),
    /** Tasks, cases or deadlines as a list. */
    LIST(Kind.LIST, "查看清单", true),
    /** The same by words that somebody typed. */
    SEARCH(Kind.SEARCH, "检索", true),
    /** Shops against the business register: how far it is, or one shop; subject is the reconciliation. */
    RECONCILIATION(Kind.READ, "查看主体比对", true),
    /** Its results, or the rows that were refused, as a file. */
    RECONCILIATION_EXPORT(Kind.EXPORT, "导出主体比对结果"),
    /** Which orders show an indicator, as a file. */
    INDICATOR_EXPORT(Kind.EXPORT, "导出刷单研判证据"),
    /** A supervisor's numbers of bureaus, as a file, nothing of a case or a person in it; subject is the bureau, none for all that he supervises. */
    SUPERVISION_EXPORT(Kind.EXPORT, "导出监督统计"),
    CAMPAIGN_EXPORT(Kind.EXPORT, "导出联合行动统计"),
    /** Who brushes in several members' shops, by names that stand for persons; subject is the look. */
    CAMPAIGN_RINGS(Kind.READ, "查看团伙串并结果"),
    /** Evidence with its proofs, as one file. */
    PACKAGE(Kind.EXPORT, "导出证据包"),
    /** The bound file of a case. */
    DOSSIER(Kind.EXPORT, "导出案卷"),
    /** A letter as a file. */
    LETTER_FILE(Kind.EXPORT, "导出文书"),
    /** What the calendar program of a person fetches with the secret in its address. */
    CALENDAR(Kind.EXPORT, "日历订阅取走期限"),
    /** A file that a letter lists, fetched by the platform which that letter asks; subject is the signed address's id. */
    ATTACHMENT(Kind.EXPORT, "平台取走附件"),
    /** A form was sent: detail is the decision in its words; subject is the task, or the instance that was started. */
    DECISION(Kind.DECISION, "办理环节"),
    /** Something of a case was added or changed beside the forms. */
    CHANGE(Kind.CHANGE, "改动案件内容"),
    /** Calendars, models, releases, accounts, roles: what holds for everybody. */
    CONFIGURATION(Kind.CONFIGURATION, "改动配置"),
    /** How the bridge is set up, and whether its log is whole. */
    CONFIGURATION_READ(Kind.READ, "查看配置", true),
    /** Cockpit, Tasklist or the engine's interface showed a task, an instance or its history. */
    ENGINE_READ(Kind.ENGINE, "查看流程", true),
    /** Something was done to an instance past its forms. */
    ENGINE_CHANGE(Kind.ENGINE, "操作任务、流程"),
    /** Somebody signed in; with each request where programs bring their proof along. */
    SIGN_IN(Kind.SIGN_IN, "登录", true),
    SIGN_IN_FAILED(Kind.SIGN_IN, "登录失败"),
    SIGN_OUT(Kind.SIGN_IN, "退出登录"),
    /** Nothing was shown or done: not signed in, not allowed, not there or not for this person. */
    DENIED(Kind.DENIAL, "被拒绝", true),
    /** An auditor looked into this record. */
    RECORD_SEARCH(Kind.SEARCH, "检索审计记录"),
    /** An auditor took parts of it along. */
    RECORD_EXPORT(Kind.EXPORT, "导出审计记录");

    /** In what the acts differ for whoever looks for them. */
    @Getter
    @RequiredArgsConstructor
    public enum Kind {
        READ("查看"),
        LIST("清单"),
        SEARCH("检索"),
        EXPORT("导出"),
        DECISION("办理"),
        CHANGE("改动"),
        CONFIGURATION("配置"),
        ENGINE("流程监控"),
        SIGN_IN("登录"),
        DENIAL("拒绝");

        /** As an auditor reads it. */
        private final String title;
    }

    @Getter
    private final Kind kind;

    /** As an auditor reads it. */
    @Getter
    private final String title;

    /** Whether the same again within a few minutes is only counted. */
    @Getter(AccessLevel.PACKAGE)
    private final boolean folds;

    AuditAct(Kind kind, String title) {
        this(kind, title, false);
    }

    AuditAct(Kind kind, String title, boolean folds) {
        this.kind = kind;
        this.title = title;
        this.folds = folds;
    }

    /** Whether it must be on record before a byte leaves. */
    boolean first() {
        return kind == Kind.EXPORT || this == RECORD_SEARCH;
    }

    /** Whether somebody saw something of a case by it. */
    public boolean shows() {
        return List.of(Kind.READ, Kind.EXPORT, Kind.ENGINE).contains(kind) && this != ENGINE_CHANGE;
    }

    /** Names of all of a kind. */
    static String[] of(Kind kind) {
        return Stream.of(values())
                .filter(act -> act.kind == kind)
                .map(AuditAct::name)
                .toArray(String[]::new);
    }

    /** Names of what counts as something taken along by a person. */
    static String[] exports() {
        return Arrays.stream(of(Kind.EXPORT))
                .filter(name -> !name.equals(CALENDAR.name()) && !name.equals(ATTACHMENT.name()))
                .toArray(String[]::new);
    }
}
