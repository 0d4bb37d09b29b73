package org.redshield.bridge.keys;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.CannotStart;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which keys have ever encrypted what lies on disks. Without one of them a part of the evidence could not be read: the start says
 * so, and not somebody in the middle of a case.
 */
public final class KeyRegister {

    private KeyRegister() {}

    private record Known(String name, String mark) {}

    /** @throws CannotStart when a key is missing or is another one than it was */
    public static void check(FileKeys keys, JdbcClient jdbc, Instant now) {
        for (Known known : jdbc.sql("select name, mark from storage_key order by name")
                .query((row, number) -> new Known(row.getString("name"), row.getString("mark")))
                .list()) {
            Optional<String> mark = keys.mark(known.name());
            if (mark.isEmpty()) {
                throw new CannotStart(
                        "缺少密钥文件 " + keys.place(known.name()) + "，用它加密的证据和函件还在，但没有它读不出来；请从密钥的备份中放回",
                        "the key file " + keys.place(known.name()) + " is missing; what it encrypted is still there and"
                                + " cannot be read without it; put it back from the backup of the keys");
            }
            if (!mark.get().equals(known.mark())) {
                throw new CannotStart(
                        "密钥文件 " + keys.place(known.name()) + " 不是原来的那一个，用原密钥加密的证据和函件用它读不出来；请从密钥的备份中放回，新密钥要另取名字",
                        "the key file " + keys.place(known.name())
                                + " is another one than it was and cannot read what that"
                                + " encrypted; put it back from the backup of the keys, and give a new key a new name");
            }
        }
        if (keys.encryptsStorage()) {
            String newest = keys.newestStorageKey();
            jdbc.sql("insert into storage_key (name, mark, since) values (?, ?, ?) on conflict do nothing")
                    .params(newest, keys.mark(newest).orElseThrow(), Timestamp.from(now))
                    .update();
        }
    }
}
