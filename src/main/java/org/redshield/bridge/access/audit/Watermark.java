package org.redshield.bridge.access.audit;

import java.time.Instant;
import org.redshield.bridge.ChinaTime;

/** What every file that leaves says of who took it along: whoever finds it elsewhere knows whom to ask. */
public final class Watermark {

    private Watermark() {}

    /** 水印：王敏（上海市长宁区市场监督管理局）于 2026-10-09 14:30 导出，用途：…… */
    public static String of(String name, String organisation, Instant at, String why) {
        return "水印：" + name + (organisation.isEmpty() ? "" : "（" + organisation + "）") + "于 " + ChinaTime.moment(at)
                + " 导出，用途：" + why;
    }
}
