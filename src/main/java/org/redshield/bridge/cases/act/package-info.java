/**
 * 行为: whatever takes effect outside a desk, declared once ({@link org.redshield.bridge.cases.act.Act}), and the decisions of heads on
 * which it goes ({@link org.redshield.bridge.cases.act.Decisions}). The doors by which something leaves ask
 * {@link org.redshield.bridge.cases.act.Grounds}, whatever a model says.
 */
package org.redshield.bridge.cases.act;
