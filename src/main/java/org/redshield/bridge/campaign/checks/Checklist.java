package org.redshield.bridge.campaign.checks;

import java.util.List;
import lombok.Getter;

/**
 * The versions of what campaigns look at (检查清单), the newest last. A campaign keeps the one that it was proposed with: the names
 * are stored, and what a version has is never changed.
 */
@Getter
public enum Checklist {
    V1("第 1 版", CheckItem.LICENCE, CheckItem.PERMIT, CheckItem.BRUSHING, CheckItem.COUNTERFEIT, CheckItem.PRICE);

    private final String title;
    private final List<CheckItem> items;

    Checklist(String title, CheckItem... items) {
        this.title = title;
        this.items = List.of(items);
    }

    /** With which campaigns are proposed now. */
    public static Checklist newest() {
        Checklist[] all = values();
        return all[all.length - 1];
    }
}
