package org.redshield.bridge.transfer.jurisdiction;

/** Who did it. */
public enum LiableSubject {
    /** 平台内经营者 */
    IN_PLATFORM,
    /** 网络交易平台经营者 */
    PLATFORM,
    /** 通过自建网站、其他网络服务经营的网络交易经营者 */
    SELF_BUILT,
    /** 直播间运营者 */
    LIVE_STREAMER
}
