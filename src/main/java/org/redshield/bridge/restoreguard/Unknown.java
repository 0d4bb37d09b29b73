package org.redshield.bridge.restoreguard;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * How far the numbers have gone is not known any more: outside the database less is known than once was.
 *
 * @param series one of which it is so
 * @param known the number that the database knows to have stood outside
 * @param there what stands there now; 0 for nothing
 */
record Unknown(String series, long known, long there) {

    /** @param known what the database knows @param there what stands outside now */
    static Optional<Unknown> of(Map<String, Long> known, Map<String, Long> there) {
        return known.entrySet().stream()
                .map(one -> new Unknown(one.getKey(), one.getValue(), there.getOrDefault(one.getKey(), 0L)))
                .filter(one -> one.there < one.known)
                .min(Comparator.comparing(Unknown::series));
    }

    String chinese(String place) {
        return place + "不是原来的那一个，或者只是较早的副本：数据库记得那里 " + series + " 已记到 " + known + " 号，现在只有 " + there
                + " 号，给出过哪些编号无从得知。节点照常启动，但不向平台发送任何内容，各编号序列跳过 " + PlatformSending.LEAP
                + " 个：请停下全部节点，放回原来的目录再启动，并与平台核对后放行（/api/sending/release）";
    }

    String english(String place) {
        return place + " is another one than it was, or an older copy: the database knows that " + series
                + " had got to "
                + known + " there, and now it is " + there
                + ", so nobody knows which numbers were given. A node starts and sends nothing to platforms, and each series skips "
                + PlatformSending.LEAP
                + ": stop all nodes, put back the directory and start again, and release sending (/api/sending/release) when the"
                + " platforms were asked";
    }
}
