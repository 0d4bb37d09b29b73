/** For testers, not part of the protocol: shops, ledger, faults, settings, and two pages for people. */
package org.redshield.sandbox.admin;
