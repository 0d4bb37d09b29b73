/** 提调 and 挂牌督办: what a superior bureau orders about one case of a bureau below it. See docs/adr/0094-orders-from-above.md. */
package org.redshield.bridge.oversight.orders;
