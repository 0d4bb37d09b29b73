/** 协查函件: what stands between the asking and the asked bureau: letters, their facts, the clocks of the reply. */
package org.redshield.bridge.assistance.correspondence;
