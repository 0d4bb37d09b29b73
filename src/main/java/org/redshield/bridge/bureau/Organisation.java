package org.redshield.bridge.bureau;

import java.util.Optional;

/**
 * A bureau or a platform: a tenant of the engine; or an organ that only gets and writes letters, on paper.
 *
 * @param code six-digit division code (GB/T 2260) of a bureau, {@code 100000} for SAMR; the key of a platform; of another organ
 *     that of the bureau that named it first, with a prefix
 * @param name official Chinese name, for instance 上海市长宁区市场监督管理局
 * @param letterPrefix what its letter numbers begin with (发文机关代字), for instance 沪长市监
 * @param parentCode the bureau one level up; empty for SAMR and for platforms
 * @param connected whether it works on this bridge; letters to one that does not go on paper, if at all
 * @param address where answers on paper are sent to, as {@code bridge.letters.address} has it
 */
public record Organisation(
        String code,
        Kind kind,
        String name,
        String letterPrefix,
        Level level,
        Optional<String> parentCode,
        boolean connected,
        Optional<String> address) {

    /** One whose address nobody has told. */
    public Organisation(
            String code,
            Kind kind,
            String name,
            String letterPrefix,
            Level level,
            Optional<String> parentCode,
            boolean connected) {
        this(code, kind, name, letterPrefix, level, parentCode, connected, Optional.empty());
    }

    public enum Kind {
        BUREAU,
        PLATFORM,
        /** 公安机关, to which crimes are referred. */
        POLICE,
        /** 人民检察院, which supervises the police. */
        PROCURATORATE
    }

    public enum Level {
        NATION,
        PROVINCE,
        CITY,
        COUNTY,
        PLATFORM
    }
}
