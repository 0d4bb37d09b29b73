/**
 * 后台任务: everything that runs in the background on many nodes, in one way.
 *
 * <pre>
 *   a transaction                       the node                                       another node
 *  ┌─────────────────────┐   commit   ┌──────────────────────────────────────┐      ┌───────────────┐
 *  │ insert a row        ├───────────▶│ Signals ── at once ──▶ Workers       │      │ Workers       │
 *  │ signals.send(kind)  │            │    │                    │ ▲          │      │    ▲          │
 *  └─────────────────────┘            │    │              round │ │ sleep    │      │    │          │
 *                                     └────┼────────────────────┼─┼──────────┘      └────┼──────────┘
 *                                          │ NOTIFY, at most    │ │ until a signal,      │ LISTEN
 *                                          │ ten a second       ▼ │ the next due row,    │
 *                                     ┌────┴──────────────────────┴─ or the net ─────────┴──────────┐
 *                                     │ rows: take (skip locked) ─▶ do ─▶ done | again later | over │
 *                                     └─────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p><b>The words.</b> <em>Work</em> of a <em>kind</em> is rows in a table of the feature that it belongs to, each due at an
 * instant. A node <em>takes</em> rows so that no other has them, does a <em>round</em>, and each row is then done and gone or
 * marked, or due again later by a {@link org.redshield.bridge.work.BackOff}, or handed to a person. A <em>signal</em> says
 * that there is work; the <em>net</em> is the longest time without a look, for signals that did not come.
 *
 * <p><b>Two ways to take.</b> What a transaction can hold is taken in it: {@code select … for update skip locked}, and a node
 * that dies lets go. What takes longer, a download, an import, is <em>leased</em>:
 * {@link org.redshield.bridge.work.LeasedRows} takes it in a statement of its own with an owner, keeps it while the node lives,
 * and every later statement asks whether it is still ours.
 *
 * <p><b>To add a kind of work:</b>
 *
 * <ol>
 *   <li>Rows: a table of the feature with {@code next_at timestamptz} and an index on it; for leased rows also
 *       {@code lease_owner uuid} and {@code lease_until timestamptz}.
 *   <li>Whoever writes a row calls {@code signals.send("kind")} in the same transaction;
 *       {@code signals.sendIfSoon("kind", untilDue)} where most of it is due much later.
 *   <li>A bean implements {@link org.redshield.bridge.work.BackgroundWork} and returns
 *       {@code Work.of("kind", net, this::nextDue, this::round)}: {@code nextDue} is one cheap statement, {@code round} takes
 *       and does until nothing is left, and minds {@code Thread.interrupted}. A row that fails is caught, rolled back alone and
 *       due again by a {@code BackOff}, or it holds up all after it. Beside leased rows it returns their {@code renewal()}.
 *   <li>Pieces that take long go to the {@link org.redshield.bridge.work.Crew} of the round, which takes only as many as may go
 *       at once ({@code crew.underWay()}); when one is done there is another round.
 *   <li>The net is a setting or a constant of some 10 s, at most {@link org.redshield.bridge.work.Signals#SOON}; a multiple of 5 s,
 *       so that it is over together with others' and all are looked for in one transaction.
 * </ol>
 *
 * <p>Nothing here knows a feature. The engine's jobs are work of the engine's own making: they keep its executor, which hears
 * the same signals. See docs/adr/0027-background-work.md.
 */
package org.redshield.bridge.work;
