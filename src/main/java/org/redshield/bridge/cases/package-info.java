/**
 * 案件: what a case is to everybody: its number, the register, one record of what happened, who is involved, who may see it.
 *
 * <p>It stands low: features say here what they do in a case (contributed beans), and nothing here knows a feature.
 */
package org.redshield.bridge.cases;
