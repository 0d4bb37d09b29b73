/**
 * 审批人: who decides: heads of three ranks, what a table says of each approval, who stands in for whom, and whether anybody is left
 * who may. The table itself and the rules for substitutes are {@code bureau.duty}'s.
 */
package org.redshield.bridge.engine.duty;
