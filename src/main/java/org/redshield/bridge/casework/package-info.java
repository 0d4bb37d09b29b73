/**
 * What every cooperation does with its cases, under whatever name: a letter comes in and is signed for, reviewed, sent back or
 * declined (来函); two officers work on it (指派); clocks run for it; somebody supervises it.
 *
 * <p>Stands above exchange, letter, deadline and platform, and below the cooperations, none of which it knows: each says by an
 * {@link org.redshield.bridge.casework.IncomingKind} what is its own. Approvals stand lower, in {@code cases}, because
 * platforms need them too.
 */
package org.redshield.bridge.casework;
