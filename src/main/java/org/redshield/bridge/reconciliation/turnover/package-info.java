/** What one trader's shops turn over together, on all platforms of which the bureau has a table. */
package org.redshield.bridge.reconciliation.turnover;
