package org.redshield.bridge.evidence.audit;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * One thing that is wrong with the log or with what it stands for.
 *
 * @param place in the log, or the size of a head; -1 where there is none
 * @param about kind and key of the row, or name of the second place
 */
public record LogFinding(Problem problem, long place, String about) {

    /** What can be wrong. */
    @Getter
    @RequiredArgsConstructor
    public enum Problem {
        RECORD_CHANGED("日志条目所代表的记录已被改动"),
        RECORD_REMOVED("日志条目所代表的记录已被删除"),
        ROWS_CHANGED("同批封存的审计记录有的已被改动、删除或者添加"),
        LEAF_RELABELLED("日志条目被改成属于别的记录"),
        LEAF_REMOVED("日志条目已被删除"),
        LEAF_CHANGED("日志条目的校验值已被改动"),
        NOT_IN_LOG("记录没有列入日志"),
        NODE_CHANGED("日志的中间校验值已被改动或者删除"),
        ROOT_DIFFERS("日志与签名的日志头不一致"),
        HEAD_REMOVED("日志头已被删除"),
        HEAD_FORGED("日志头的签名不成立"),
        TIME_STAMP_WRONG("日志头的时间戳不成立"),
        FILE_MISSING("证据文件不在证据存储中"),
        FILE_CHANGED("证据文件的内容已被改动"),
        LOG_CUT_OFF("日志比另处保存的日志头短，末尾被截掉"),
        LOG_REPLACED("日志与另处保存的日志头不一致，被整体替换");

        /** As an auditor reads it. */
        private final String sentence;
    }
}
