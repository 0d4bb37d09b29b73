package org.redshield.bridge.keys;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which keys have ever encrypted what lies on disks. Without one of them a part of the evidence could not be read: the start says
 * so, and not somebody in the middle of a case.
 */
public final class KeyRegister {

    private KeyRegister() {}

    private record Known(String name, String mark) {}

    static final Demand THERE = Demand.stops(
            "缺少密钥文件 %s，用它加密的证据和函件还在，但没有它读不出来；请从密钥的备份中放回 {} 指定的目录",
            "the key file %s is missing; what it encrypted is still there and cannot be read without it; put it back from the"
                    + " backup of the keys (into {})",
            "bridge.evidence.keys");

    static final Demand SAME = Demand.stops(
            "密钥文件 %s 不是原来的那一个，用原密钥加密的证据和函件用它读不出来；请从密钥的备份中放回 {} 指定的目录，新密钥要另取名字",
            "the key file %s is another one than it was and cannot read what that encrypted; put it back from the backup of the"
                    + " keys (into {}), and give a new key a new name",
            "bridge.evidence.keys");

    /** Which keys are missing, or are others than they were. */
    public static List<Lack> lacking(FileKeys keys, JdbcClient jdbc) {
        return jdbc
                .sql("select name, mark from storage_key order by name")
                .query((row, number) -> new Known(row.getString("name"), row.getString("mark")))
                .list()
                .stream()
                .flatMap(known -> keys.mark(known.name())
                        .map(mark -> Stream.of(known)
                                .filter(one -> !mark.equals(one.mark()))
                                .map(one -> SAME.lacking(keys.place(one.name()))))
                        .orElseGet(() -> Stream.of(THERE.lacking(keys.place(known.name())))))
                .toList();
    }

    /** @throws org.redshield.bridge.CannotStart when a key is missing or is another one than it was */
    public static void check(FileKeys keys, JdbcClient jdbc, Instant now) {
        Lack.refusal(lacking(keys, jdbc)).ifPresent(why -> {
            throw why;
        });
        if (keys.encryptsStorage()) {
            String newest = keys.newestStorageKey();
            jdbc.sql("insert into storage_key (name, mark, since) values (?, ?, ?) on conflict do nothing")
                    .params(newest, keys.mark(newest).orElseThrow(), Timestamp.from(now))
                    .update();
        }
    }
}
