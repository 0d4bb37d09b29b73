/** 接收方办理: the bureau that something is handed over to: it signs, checks, accepts or objects, has it verified, and sends back news. */
package org.redshield.bridge.transfer.handling;
