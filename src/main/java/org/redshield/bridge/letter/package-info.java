/** 函件: letters between organisations: numbers, contents, receipts. A letter is all that one side knows of the other. */
package org.redshield.bridge.letter;
