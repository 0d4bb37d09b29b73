package org.redshield.sandbox.world;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** The three markets behind the gateway; {@link #key()} is how they are written on the wire. */
@Getter
@RequiredArgsConstructor
public enum Platform {
    TAOBAO("taobao", "淘宝"),
    TMALL("tmall", "天猫"),
    ALI1688("1688", "1688");

    private final String key;
    private final String label;
}
