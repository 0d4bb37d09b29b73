package org.redshield.bridge.clues;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** The closed lists from which the law lets an officer choose. */
final class FilingGrounds {

    private FilingGrounds() {}

    interface Titled {
        String name();

        String title();
    }

    /** Why a clue may not be filed (程序规定 art. 20). */
    @Getter
    @RequiredArgsConstructor
    enum NotFiling implements Titled {
        MINOR_CORRECTED("违法行为轻微并及时改正，没有造成危害后果"),
        FIRST_MINOR_CORRECTED("初次违法且危害后果轻微并及时改正"),
        NO_FAULT("当事人有证据足以证明没有主观过错"),
        OTHER_LAWFUL("依法可以不予立案的其他情形");

        private final String title;
    }

    /** Why an investigation stands still (程序规定 art. 46). */
    @Getter
    @RequiredArgsConstructor
    enum Suspension implements Titled {
        AWAITS_RULING("须以相关案件的裁判结果或者其他行政决定为依据"),
        AWAITS_INTERPRETATION("涉及法律适用问题，送请有权机关解释或者确认"),
        FORCE_MAJEURE("因不可抗力致使案件暂时无法调查"),
        PARTY_UNTRACEABLE("因当事人下落不明致使案件暂时无法调查"),
        OTHER_LAWFUL("其他应当中止调查的情形");

        private final String title;
    }

    /** Why a case in which a penalty was decided may be closed (程序规定 art. 77). */
    @Getter
    @RequiredArgsConstructor
    enum Execution implements Titled {
        EXECUTED("行政处罚决定执行完毕"),
        ENFORCEMENT_ENDED("人民法院裁定终结执行"),
        OTHER("其他应当予以结案的情形");

        private final String title;
    }

    /** How a case is decided (程序规定 art. 60). */
    @Getter
    @RequiredArgsConstructor
    enum Decision implements Titled {
        PENALTY("行政处罚"),
        NO_PENALTY("不予行政处罚"),
        NOT_ESTABLISHED("违法事实不能成立，不予行政处罚"),
        CRIMINAL_REFERRAL("涉嫌犯罪，移送公安机关");

        private final String title;
    }
}
