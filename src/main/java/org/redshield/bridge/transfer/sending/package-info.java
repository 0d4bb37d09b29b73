/** 移送方办理: the bureau that hands a clue or a case over: draft, finding on jurisdiction, approval, letter, and what comes back. */
package org.redshield.bridge.transfer.sending;
